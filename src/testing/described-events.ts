import assert from 'node:assert/strict'
import { eventData } from '../api/objects/event-data.ts'
import type { Event } from '../model/event.ts'

/** Fails unless an event's data is as the reference describes that of its type, without any other field. */
export function assertDescribedEvent(event: Pick<Event, 'type' | 'data'> | undefined): void {
  assert.ok(event, 'There is no event')
  const parsed = eventData[event.type].data.safeParse(event.data)
  assert.ok(parsed.success, `${event.type} is not as described: ${parsed.error?.message}`)
  assert.deepEqual(event.data, parsed.data, `${event.type} has fields that are not described`)
}
