import type { Cause } from '../model/event.ts'
import type { Platform } from '../platform/platform.ts'
import type { Queryable } from '../store/database.ts'
import { lockStream } from '../store/directory-head.ts'
import type { StreamRef } from '../store/feed.ts'
import { appendEvents, type NewEvent } from './append-events.ts'

/**
 * Appends one event to a stream, in the transaction that makes it true. Holds the stream's lock from then on. False when there
 * is no such stream.
 */
export async function appendStreamEvent(
  on: { readonly transaction: Queryable; readonly platform: Platform; readonly cause: Cause },
  { organizationId, streamId }: StreamRef,
  event: Pick<NewEvent, 'type' | 'objectId' | 'data'>,
): Promise<boolean> {
  const { transaction, platform, cause } = on
  const head = await lockStream(transaction, organizationId, streamId)
  if (!head) return false
  const stream = { organizationId, streamId, head, newId: platform.newId, now: platform.clock.now() }
  await appendEvents(transaction, stream, [{ ...event, previous: null, cause }])
  return true
}
