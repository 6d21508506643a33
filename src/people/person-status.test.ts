import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statusOf } from './person-status.ts'

const now = new Date('2026-11-22T23:30:00Z')

const cases: readonly [string, object, boolean, string, string | null][] = [
  ['nothing known and active', {}, true, 'active', null],
  ['nothing known and inactive', {}, false, 'left', null],
  ['before the first day', { startDate: '2026-11-24' }, true, 'pre_hire', '2026-11-24T00:00:00.000Z'],
  [
    'before the first day, without an account',
    { startDate: '2026-11-24' },
    false,
    'pre_hire',
    '2026-11-24T00:00:00.000Z',
  ],
  ['the first day, where it has begun', { startDate: '2026-11-23', timeZone: 'Europe/Berlin' }, true, 'active', null],
  ['a last day far away', { endDate: '2027-03-31' }, true, 'active', '2027-03-01T00:00:00.000Z'],
  ['a last day that is near', { endDate: '2026-12-01' }, true, 'leaving', '2026-12-02T00:00:00.000Z'],
  ['the last day itself', { endDate: '2026-11-22' }, true, 'leaving', '2026-11-23T00:00:00.000Z'],
  ['the day after the last', { endDate: '2026-11-21' }, true, 'left', null],
  ['an end of an earlier employment', { startDate: '2026-10-01', endDate: '2024-05-31' }, true, 'active', null],
  ['on leave without an end', { leaveStart: '2026-11-01' }, true, 'on_leave', null],
  ['on leave', { leaveStart: '2026-11-01', leaveEnd: '2026-11-30' }, false, 'on_leave', '2026-12-01T00:00:00.000Z'],
  [
    'a zone that nobody knows',
    { startDate: '2026-11-23', timeZone: 'Mars/Base' },
    true,
    'pre_hire',
    '2026-11-23T00:00:00.000Z',
  ],
]

for (const [title, attributes, isActive, status, flipsAt] of cases) {
  test(`${title}: ${status}`, () => {
    const found = statusOf({ ...attributes }, isActive, now)
    assert.deepEqual({ status: found.status, flipsAt: found.flipsAt?.toISOString() ?? null }, { status, flipsAt })
  })
}
