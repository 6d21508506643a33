import type { CommandResult, Sequence, SingleCommand, StepResult } from '../../directory/commands.ts'
import { ScimError, scimErrors } from '../errors.ts'
import { groupOperations } from '../operations/group-operations.ts'
import type { PreparedWrite, ResourceOperations } from '../operations/resource-operations.ts'
import { userOperations } from '../operations/user-operations.ts'
import { commandBase, type ScimRequest } from '../scim-request.ts'
import type { Tolerance } from '../tolerances.ts'
import { bulkOrder } from './bulk-order.ts'
import { type BulkTargets, resolveReferences } from './bulk-references.ts'
import type { BulkOperation, BulkRequest } from './read-bulk.ts'

/** What became of one operation. `location` is that of the resource, where there is one. */
export type BulkResult = {
  readonly method: string
  readonly bulkId: string | undefined
  readonly location: string | undefined
  readonly outcome:
    | { readonly status: 200 | 201 | 204; readonly version: number | undefined }
    | { readonly error: unknown }
}

/** An operation that was read: what to run, or why it cannot be. */
type Read = {
  readonly operation: BulkOperation
  readonly location: string | undefined
  readonly requires: ReadonlySet<number>
  readonly write: PreparedWrite | { readonly refused: unknown }
}

/** What can be done at which endpoint, by its name in lower case. */
export type BulkEndpoints = Readonly<Record<string, ResourceOperations>>

const scim2Endpoints: BulkEndpoints = { users: userOperations, groups: groupOperations }
const successStatus: Readonly<Record<string, 200 | 201 | 204>> = { POST: 201, DELETE: 204 }

/**
 * Runs a Bulk request (RFC 7644 section 3.7) as one sequence of the write path. An operation that is refused does not stop
 * the others, unless there are `failOnErrors` of them. Gives a result for each operation that was run, in the order sent.
 */
export async function runBulk(
  scim: ScimRequest,
  { operations, failOnErrors }: BulkRequest,
  endpoints: BulkEndpoints = scim2Endpoints,
): Promise<BulkResult[]> {
  const targets = targetsOf(scim, operations)
  const own = operations.map(() => ({ ...scim, reading: { ...scim.reading, fired: new Set<Tolerance>() } }))
  const read = operations.map((operation, index) =>
    readOperation(own[index] ?? scim, operation, { targets, endpoints }),
  )
  const order = bulkOrder(read.map(({ requires }) => requires))
  const places = new Map(order.map((index, place) => [index, place]))
  const steps = order.map((index) => toStep(read[index] as Read, { places, number: index + 1 }))
  const { cause } = commandBase(scim, { method: 'POST', query: {}, body: undefined })
  const sequence: Sequence = { type: 'sequence', cause, received: null, steps, failOnErrors }
  const { results } = await scim.context.submit(scim.directory, sequence)
  for (const { reading } of own) for (const tolerance of reading.fired) scim.reading.fired.add(tolerance)
  return read.flatMap((one, index) => toResult(scim, one, results[places.get(index) ?? 0]))
}

/** The resources that will be made, each with the id that it will have. */
function targetsOf({ context }: ScimRequest, operations: readonly BulkOperation[]): BulkTargets {
  const { clock, newId } = context.platform
  const targets = new Map<string, { id: string; index: number }>()
  for (const [index, { method, bulkId, path, problem }] of operations.entries()) {
    if (problem || method !== 'POST' || bulkId === undefined) continue
    const kind = path.toLowerCase() === '/groups' ? 'directory_group' : 'directory_user'
    targets.set(bulkId, { id: newId(kind, clock.now()), index })
  }
  return targets
}

type Places = { readonly targets: BulkTargets; readonly endpoints: BulkEndpoints }

function readOperation(scim: ScimRequest, operation: BulkOperation, { targets, endpoints }: Places): Read {
  let location: string | undefined
  let requires: ReadonlySet<number> = new Set()
  try {
    if (operation.problem) throw operation.problem
    const path = resolveReferences(operation.path, targets)
    const { endpoint, id, url } = findEndpoint(path.value, operation.method, endpoints)
    if (id !== undefined) location = scim.baseUrl + url
    requireData(operation)
    const data = resolveReferences(operation.data ?? null, targets)
    requires = new Set([...path.requires, ...data.requires])
    const given = operation.bulkId === undefined ? undefined : targets.get(operation.bulkId)?.id
    const write = prepare(scim, { ...operation, data: data.value }, { endpoint, id, given })
    return { operation, location, requires, write }
  } catch (error) {
    return { operation, location, requires, write: { refused: error } }
  }
}

// Only now, because a refused operation on a resource has its location too (RFC 7644 section 3.7.3).
function requireData({ method, data }: BulkOperation): void {
  if (method !== 'DELETE' && data === undefined) throw scimErrors.invalidSyntax(`A ${method} needs "data".`)
}

function findEndpoint(path: string, method: string, endpoints: BulkEndpoints) {
  const [name = '', id, ...more] = path.slice(1).split('/').map(decodePart)
  const key = name.toLowerCase()
  const endpoint = Object.hasOwn(endpoints, key) ? endpoints[key] : undefined
  if (!endpoint || more.length > 0) {
    throw new ScimError(
      404,
      `There is nothing at "${path.slice(0, 200)}". A path is /Users, /Groups, or one of these with an id.`,
    )
  }
  if ((method === 'POST') !== (id === undefined)) {
    throw new ScimError(405, `${method} is not possible at "${path.slice(0, 200)}".`)
  }
  return { endpoint, id, url: path }
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

type Target = {
  readonly endpoint: ResourceOperations
  readonly id: string | undefined
  readonly given: string | undefined
}

function prepare(scim: ScimRequest, operation: BulkOperation, { endpoint, id, given }: Target): PreparedWrite {
  const { method, data, version } = operation
  const single = { method: method as 'POST', query: {}, body: data, ifMatch: version }
  if (id === undefined) return withId(endpoint.create(scim, single), given)
  if (method === 'PUT') return endpoint.replace(scim, single, id)
  return method === 'PATCH' ? endpoint.patch(scim, single, id) : endpoint.remove(scim, single, id)
}

function withId({ command, ...write }: PreparedWrite, id: string | undefined): PreparedWrite {
  const isCreate = command.type === 'create_user' || command.type === 'create_group'
  return { ...write, command: isCreate && id !== undefined ? { ...command, id } : command }
}

type Placing = { readonly places: ReadonlyMap<number, number>; readonly number: number }

/** An operation as a step. In a circle of references some are to steps after it. */
function toStep({ write, requires }: Read, { places, number }: Placing): Sequence['steps'][number] {
  if ('refused' in write) return { refused: write.refused, number }
  return { command: write.command, requires: [...requires].map((index) => places.get(index) ?? 0), number }
}

function toResult(scim: ScimRequest, { operation, location }: Read, result: StepResult | undefined): BulkResult[] {
  if (!result || 'notRun' in result) return []
  const { method, bulkId } = operation
  if (!result.ok) return [{ method, bulkId, location, outcome: { error: result.error } }]
  const made = madeBy(result.result)
  const outcome = { status: successStatus[method] ?? 200, version: made?.version }
  return [{ method, bulkId, location: made ? scim.baseUrl + made.url : location, outcome }]
}

function madeBy(result: CommandResult<SingleCommand>) {
  if ('user' in result) return { url: `/Users/${result.user.id}`, version: result.user.version }
  return 'group' in result ? { url: `/Groups/${result.group.id}`, version: result.group.version } : undefined
}
