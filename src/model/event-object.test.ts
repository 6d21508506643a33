import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Event } from './event.ts'
import { eventText, toEventObject } from './event-object.ts'

const event: Event = {
  organizationId: 'org_1',
  streamId: 'directory_1',
  seq: 7,
  id: 'event_01J00000000000000000000000',
  type: 'dsync.user.updated',
  objectId: 'directory_user_1',
  data: { id: 'directory_user_1', name: 'Zoë "Z" \\ Eze', custom_attributes: {} },
  previous: { name: null },
  cause: { source: 'api', actorId: 'api_key_1', requestId: 'request_1' },
  occurredAt: new Date('2026-01-02T03:04:05.678Z'),
}

for (const [title, changed] of [
  ['with what was before', {}],
  ['without what was before', { previous: null }],
  ['with empty data', { data: {} }],
  ['with empty data and nothing before', { data: {}, previous: null }],
  ['of nobody', { cause: { source: 'system', actorId: null, requestId: null } }],
] as const) {
  test(`the text of an event ${title} says what its object says, in the same order`, () => {
    const one = { ...event, ...changed }
    const data = JSON.stringify(one.data)
    const previous = one.previous && JSON.stringify(one.previous)
    assert.equal(
      eventText({ ...one, ...one.cause, data, previous }, one.occurredAt),
      JSON.stringify(toEventObject(one)),
    )
  })
}
