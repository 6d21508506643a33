import { appendEvents, type NewEvent } from '../events/append-events.ts'
import type { Directory } from '../model/directory.ts'
import type { Cause } from '../model/event.ts'
import type { Platform } from '../platform/platform.ts'
import type { Queryable } from '../store/database.ts'
import { lockStream } from '../store/directory-head.ts'

/** Appends one event to a directory's stream, in the transaction that makes it true. Holds the stream's lock from then on. */
export async function appendDirectoryEvent(
  {
    transaction,
    platform,
    cause,
  }: { readonly transaction: Queryable; readonly platform: Platform; readonly cause: Cause },
  directory: Pick<Directory, 'organizationId' | 'id'>,
  event: Pick<NewEvent, 'type' | 'objectId' | 'data'>,
): Promise<void> {
  const { organizationId, id: streamId } = directory
  const head = await lockStream(transaction, organizationId, streamId)
  if (!head) throw new Error(`Directory ${streamId} has no stream`)
  const stream = { organizationId, streamId, head, newId: platform.newId, now: platform.clock.now() }
  await appendEvents(transaction, stream, [{ ...event, previous: null, cause }])
}
