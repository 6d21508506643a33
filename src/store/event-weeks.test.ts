import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventWeekNamed, eventWeekOf, eventWeeksAround } from './event-weeks.ts'

test('a week begins on Monday at midnight UTC', () => {
  assert.deepEqual(eventWeekOf(new Date('2026-11-22T23:59:59.999Z')), {
    partition: 'events_2026w47',
    from: new Date('2026-11-16T00:00:00Z'),
    to: new Date('2026-11-23T00:00:00Z'),
  })
  assert.equal(eventWeekOf(new Date('2026-11-23T00:00:00Z')).partition, 'events_2026w48')
})

test('the week over New Year belongs to the year of its Thursday', () => {
  assert.equal(eventWeekOf(new Date('2027-01-03T12:00:00Z')).partition, 'events_2026w53')
  assert.equal(eventWeekOf(new Date('2027-01-04T00:00:00Z')).partition, 'events_2027w01')
  assert.equal(eventWeekOf(new Date('2024-12-30T00:00:00Z')).partition, 'events_2025w01')
})

test('weeks follow one another without gap or overlap for thirty years', () => {
  const weeks = eventWeeksAround(new Date('2026-11-22T00:00:00Z'), { before: 800, after: 800 })
  assert.equal(new Set(weeks.map((week) => week.partition)).size, 1601)
  for (const [index, week] of weeks.entries()) {
    const next = weeks[index + 1]
    if (next) assert.deepEqual(week.to, next.from)
  }
})

test('a week is found again by the name of its partition', () => {
  for (const week of eventWeeksAround(new Date('2026-11-22T00:00:00Z'), { before: 300, after: 300 })) {
    assert.deepEqual(eventWeekNamed(week.partition), week)
  }
})

test('a name that is no week of the calendar is refused', () => {
  assert.equal(eventWeekNamed('events_2025w53'), undefined)
  assert.equal(eventWeekNamed('events_2026w00'), undefined)
  assert.equal(eventWeekNamed('events_default'), undefined)
})
