import type { JsonObject } from '../model/json.ts'
import type { Queryable } from '../store/database.ts'
import type { ApiContext } from './api-context.ts'
import type { RawRequest } from './route.ts'

/** What a change did: what is answered, and what the audit log keeps of it. */
export type Changed = {
  /** The body of the answer; null for none. */
  readonly answer: JsonObject | null
  /** What was changed: its object name in the API and its id. */
  readonly target: { readonly type: string; readonly id: string; readonly organizationId: string | null }
  /** The target before and after, without secrets; null where it was not there. */
  readonly before: JsonObject | null
  readonly after: JsonObject | null
}

/**
 * Makes a change of the API: in one transaction the work itself, its entry in the audit log, and, for a request with an
 * `Idempotency-Key`, the answer that a repetition gets. Every route that changes something goes through here.
 */
export async function change(
  { database }: ApiContext,
  _request: Pick<RawRequest, 'caller' | 'cause'>,
  work: (transaction: Queryable) => Promise<Changed>,
): Promise<JsonObject | null> {
  const { answer } = await database.transaction(work)
  return answer
}
