import type { AuditActor, AuditEntry } from '../model/audit-entry.ts'
import type { JsonObject } from '../model/json.ts'
import { insertAuditEntry } from '../store/audit-log.ts'
import type { Queryable } from '../store/database.ts'
import type { ApiContext } from './api-context.ts'
import { keepAnswer, takeOrRecall } from './remembered-answers.ts'
import type { RawRequest } from './route.ts'

/** What a change did: what is answered, and what the audit log keeps of it. */
export type Changed = {
  /** The body of the answer; null for none. */
  readonly answer: JsonObject | null
  /** What was changed: its object name in the API and its id; null for many at once. */
  readonly target: { readonly type: string; readonly id: string | null; readonly organizationId: string | null }
  /** The target before and after, without secrets; null where it was not there. */
  readonly before: JsonObject | null
  readonly after: JsonObject | null
  /** Who did it, where only the change shows that: a sign-in. Else it is whose the request is. */
  readonly actor?: AuditActor
  /** The stream to which the work has appended events: they are announced after the commit. */
  readonly stream?: { readonly organizationId: string; readonly streamId: string }
}

type ChangeRequest = Pick<RawRequest, 'cause' | 'origin'>

/**
 * How many changes of one process may hold a connection at once. Below the size of the pool, so that work that needs a
 * second connection (`submit`) gets one, and slow changes leave most of the pool to the sources.
 */
export const changesAtOnce = 8

/**
 * Makes a change of the API: in one transaction the work itself, its entry in the audit log, and, for a request with an
 * `Idempotency-Key`, the answer that a repetition gets. Every route that changes something goes through here.
 *
 * Users and groups have a transaction of their own in the directory writer: `work` may wait for `submit`, as long as it
 * holds no lock of that directory itself. A crash between the two commits loses the entry and the answer, not the change,
 * which the event log has with its cause.
 */
export async function change(
  context: ApiContext,
  request: ChangeRequest,
  work: (transaction: Queryable) => Promise<Changed>,
): Promise<JsonObject | null> {
  const { answer, stream } = await context.changeGate.run(() =>
    context.database.transaction((transaction) => changeOnce({ context, request, transaction }, work)),
  )
  if (stream) context.eventLog.wrote(stream)
  return answer
}

type Change = {
  readonly context: ApiContext
  readonly request: ChangeRequest
  readonly transaction: Queryable
}

async function changeOnce(
  { context, request, transaction }: Change,
  work: (transaction: Queryable) => Promise<Changed>,
): Promise<Pick<Changed, 'answer' | 'stream'>> {
  const { repeatable, replayed } = request.origin
  const remembered = repeatable && (await takeOrRecall(transaction, context, repeatable))
  if (remembered) {
    replayed()
    return remembered
  }
  const changed = await work(transaction)
  const { answer } = changed
  await Promise.all([
    insertAuditEntry(transaction, toAuditEntry(context, request, changed)),
    repeatable && keepAnswer(transaction, context, { request: repeatable, answer }),
  ])
  return changed
}

function toAuditEntry({ platform }: ApiContext, request: ChangeRequest, changed: Changed): AuditEntry {
  const { cause, origin } = request
  const { target, before, after } = changed
  if (!origin.action) throw new Error('A route that only reads has changed something')
  const now = platform.clock.now()
  return {
    id: platform.newId('audit_entry', now),
    organizationId: target.organizationId,
    action: origin.action,
    actor: changed.actor ?? origin.actor,
    source: origin.source,
    target: { type: target.type, id: target.id },
    before,
    after,
    remoteAddress: origin.remoteAddress,
    userAgent: origin.userAgent,
    requestId: cause.requestId,
    occurredAt: now,
  }
}
