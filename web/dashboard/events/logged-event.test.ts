import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesOf, readEvent } from './logged-event.ts'

const event = { object: 'event', id: 'event_1', created_at: '2026-11-02T09:05:00.000Z' } as const

test('of a change only what was something else before is shown, of custom attributes each by itself', () => {
  const data = {
    object: 'directory_user',
    id: 'directory_user_1',
    name: 'Ada',
    state: 'active',
    custom_attributes: { badge: '7', desk: '12' },
    previous_attributes: { state: 'suspended', custom_attributes: { badge: '6' } },
  }
  assert.deepEqual(changesOf({ ...event, event: 'dsync.user.updated', data }), {
    before: { state: 'suspended', custom_attributes: { badge: '6' } },
    after: { state: 'active', custom_attributes: { badge: '7' } },
  })
})

test('what is new has no before, what is gone no after', () => {
  const data = { object: 'directory_user', id: 'directory_user_1' }
  const now = { id: 'directory_user_1' }
  assert.deepEqual(changesOf({ ...event, event: 'dsync.user.created', data }), { before: null, after: now })
  assert.deepEqual(changesOf({ ...event, event: 'dsync.user.deleted', data }), { before: now, after: null })
  assert.deepEqual(changesOf({ ...event, event: 'dsync.group.user_removed', data }), { before: now, after: null })
})

test('what is no event is passed over', () => {
  assert.equal(readEvent({ code: 'cursor_expired' }), null)
  assert.equal(readEvent('text'), null)
  assert.equal(readEvent({ ...event, event: 'dsync.deleted', data: {} })?.id, 'event_1')
})
