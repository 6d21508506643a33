import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeTime } from 'ulid'
import { createIds } from './ids.ts'

test('ids of one millisecond sort in the order in which they were made', () => {
  const newId = createIds()
  const at = new Date('2026-01-01T00:00:00.000Z')
  const ids = Array.from({ length: 1000 }, () => newId('event', at))
  assert.deepEqual(ids.toSorted(), ids)
  assert.equal(new Set(ids).size, 1000)
})

test('one wrong reading of the clock does not date the ids that come after it', () => {
  const newId = createIds()
  newId('event', new Date('2031-01-01T00:00:00Z'))
  const at = new Date('2026-01-01T00:00:00.000Z')
  assert.equal(decodeTime(newId('event', at).slice('event_'.length)), at.getTime())
})

test('events that are dated by a clock ahead of this one do not disturb the order of other ids', () => {
  const newId = createIds()
  const at = new Date('2026-01-01T00:00:00.000Z')
  const ids = Array.from({ length: 50 }, () => {
    newId('event', new Date(at.getTime() + 5))
    return newId('sync_run', at)
  })
  assert.deepEqual(ids.toSorted(), ids)
})
