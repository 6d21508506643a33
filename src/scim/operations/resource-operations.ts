import type { CommandResult, SingleCommand } from '../../directory/commands.ts'
import type { ScimAnswer, ScimOperation } from '../operation.ts'
import type { ScimRequest } from '../scim-request.ts'

/**
 * What can be done at the endpoint of a resource type (RFC 7644 section 3.2). Reads answer at once; writes are prepared,
 * so that a request of its own submits one and a Bulk request many at a time.
 */
export type ResourceOperations = {
  readonly list: (scim: ScimRequest, operation: ScimOperation) => Promise<ScimAnswer>
  readonly find: (scim: ScimRequest, operation: ScimOperation, id: string) => Promise<ScimAnswer>
  readonly create: (scim: ScimRequest, operation: ScimOperation) => PreparedWrite
  readonly replace: (scim: ScimRequest, operation: ScimOperation, id: string) => PreparedWrite
  readonly patch: (scim: ScimRequest, operation: ScimOperation, id: string) => PreparedWrite
  readonly remove: (scim: ScimRequest, operation: ScimOperation, id: string) => PreparedWrite
}

/** A write whose request was read and found right: the command, and the answer that its result gets. */
export type PreparedWrite = {
  readonly command: SingleCommand
  readonly answer: (result: CommandResult<SingleCommand>) => ScimAnswer | Promise<ScimAnswer>
}

/** Makes a `PreparedWrite`, whose answer is given the result of its own command. */
export function preparedWrite<C extends SingleCommand>(
  command: C,
  answer: (result: CommandResult<C>) => ScimAnswer | Promise<ScimAnswer>,
): PreparedWrite {
  return { command, answer: (result) => answer(result as CommandResult<C>) }
}

/** Submits a write and gives its answer. */
export async function submitWrite(
  { context, directory }: ScimRequest,
  { command, answer }: PreparedWrite,
): Promise<ScimAnswer> {
  return answer(await context.submit(directory, command))
}
