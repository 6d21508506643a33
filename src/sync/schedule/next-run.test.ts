import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Schedule } from '../../model/connection.ts'
import { isFullDue, nextRunAt, parseCron } from './next-run.ts'
import { probeAt } from './probe-ladder.ts'

const minute = 60_000
const now = new Date('2026-03-10T10:07:00Z')
const schedule = Schedule.parse({ interval_minutes: 15 })

test('each directory has its own place within the interval, and keeps it', () => {
  const first = nextRunAt({ directoryId: 'directory_1', schedule, failures: 0 }, now)
  assert.ok(first)
  assert.ok(first > now && first.getTime() <= now.getTime() + 15 * minute)
  const second = nextRunAt({ directoryId: 'directory_1', schedule, failures: 0 }, first)
  assert.equal((second?.getTime() ?? 0) - first.getTime(), 15 * minute)
  const places = Array.from({ length: 100 }, (_, index) =>
    nextRunAt({ directoryId: `directory_${index}`, schedule, failures: 0 }, now)?.getTime(),
  )
  assert.equal(new Set(places).size, 100)
})

test('a schedule that is switched off plans nothing', () => {
  const off = { ...schedule, is_enabled: false }
  assert.equal(nextRunAt({ directoryId: 'directory_1', schedule: off, failures: 0 }, now), null)
})

test('who fails is tried ever more seldom, up to six hours', () => {
  const waits = [1, 2, 3, 4, 8, 20].map((failures) => {
    const next = nextRunAt({ directoryId: 'directory_1', schedule, failures }, now)
    return Math.round(((next?.getTime() ?? 0) - now.getTime()) / (15 * minute))
  })
  assert.deepEqual(
    waits.map((wait, index) => index === 0 || wait >= (waits[index - 1] ?? 0)),
    waits.map(() => true),
  )
  const longest = nextRunAt({ directoryId: 'directory_1', schedule, failures: 20 }, now)
  assert.ok((longest?.getTime() ?? 0) <= now.getTime() + 6 * 60 * minute + 15 * minute)
})

test('everything is read anew at the time of the cron expression, in UTC, each directory up to half an hour later', () => {
  const daily = { ...schedule, interval_minutes: 10_080 }
  const next = nextRunAt({ directoryId: 'directory_1', schedule: daily, failures: 0 }, now)
  assert.ok(next)
  const three = Date.parse('2026-03-11T03:00:00Z')
  assert.ok(next.getTime() >= three && next.getTime() <= three + 30 * minute)
  const of = (lastFullAt: Date | null) => ({ directoryId: 'directory_1', schedule: daily, lastFullAt })
  assert.equal(isFullDue(of(now), new Date(next.getTime() - 1000)), false)
  assert.equal(isFullDue(of(now), next), true)
  assert.equal(isFullDue(of(null), now), true)
})

test('an expression that is none is told apart', () => {
  assert.equal(parseCron('every day'), null)
  assert.equal(parseCron('0 0 31 2 *'), null)
  assert.notEqual(parseCron('0 3 * * 1'), null)
})

test('a quarantined directory is probed ever more seldom, and after four weeks no more', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 100].map(
    (failures) => ((probeAt(failures, { now, since: now })?.getTime() ?? 0) - now.getTime()) / minute,
  )
  assert.deepEqual(waits, [5, 30, 120, 360, 720, 1440, 1440, 1440])
  assert.equal(probeAt(30, { now: new Date(now.getTime() + 28 * 24 * 60 * minute), since: now }), null)
})
