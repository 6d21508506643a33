import { appendEvents, type NewEvent } from '../events/append-events.ts'
import type { Queryable } from '../store/database.ts'
import { lockOrganizationStream } from '../store/organization-stream.ts'
import type { MembershipGround } from './membership-ground.ts'

/** Work in one transaction under the lock of an organization's stream, which gives a result and the events of it. */
export type OrganizationWork<T> = (
  on: Queryable,
  now: Date,
) => Promise<{ readonly result: T; readonly events: readonly NewEvent[] }>

/** Does work under the lock of an organization's stream, appends its events in the same transaction, and wakes who follows. */
export async function inOrganization<T>(
  { database, platform, wrote }: MembershipGround,
  organizationId: string,
  work: OrganizationWork<T>,
): Promise<T> {
  const { result, hasEvents } = await database.transaction(async (on) => {
    const now = platform.clock.now()
    const head = await lockOrganizationStream(on, organizationId, now)
    const done = await work(on, now)
    const stream = { organizationId, streamId: organizationId, head, newId: platform.newId, now }
    await appendEvents(on, stream, done.events)
    return { result: done.result, hasEvents: done.events.length > 0 }
  })
  if (hasEvents) wrote?.({ organizationId, streamId: organizationId })
  return result
}
