import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileExpression } from '../compile-expression.ts'
import { Undecided } from '../outcome.ts'
import { addToDay, daysBetween, isDay, parseOffset } from './day.ts'
import { dayAt, isZone, startOfDay } from './zoned-day.ts'

function shown(text: string): unknown {
  const outcome = compileExpression(text, { variables: { user: 'any' } }).evaluate({ user: { start: '2026-02-28' } })
  return outcome instanceof Undecided ? outcome.kind : outcome
}

test('dates are made, moved, compared and written in other forms', () => {
  const cases: readonly [string, unknown][] = [
    ['date("2026-02-28T23:30:00+01:00")', '2026-02-28'],
    ['date(user.start).addDays(1)', '2026-03-01'],
    ['addDays("2024-02-28", 1)', '2024-02-29'],
    ['date("2026-01-31").plus("P1M")', '2026-02-28'],
    ['date("2026-01-31").plus("-P1Y2M")', '2024-11-30'],
    ['date("2026-01-31").plus("P2W3D")', '2026-02-17'],
    ['date("2026-01-31").plus("PT5H")', 'error'],
    ['days("2026-01-01", "2027-01-01")', 365],
    ['date(user.start).before("2026-03-01")', true],
    ['date(user.start).after("2026-03-01")', false],
    ['date(user.start) >= date("2026-02-28")', true],
    ['inZone("2026-02-28T23:30:00Z", "Europe/Berlin")', '2026-03-01'],
    ['inZone("2026-02-28T23:30:00-05:00", "America/New_York")', '2026-02-28'],
    ['inZone("2026-02-28 23:30", "Asia/Tokyo")', '2026-03-01'],
    ['inZone("2026-02-28", "Asia/Tokyo")', '2026-02-28'],
    ['inZone("yesterday", "Asia/Tokyo")', 'error'],
    ['inZone("2026-02-28T23:30:00Z", "Berlin")', 'error'],
    ['format("2026-03-01", "dd.MM.yyyy")', '01.03.2026'],
    ['format("2026-03-01", "EEEE, d MMMM yy")', 'Sunday, 1 March 26'],
    ['format("2026-03-01", "yyyy\'Q\'M")', '2026Q3'],
    ['date("2026-02-30")', 'error'],
    ['date("soon")', 'error'],
    ['date(user.gone)', 'unknown'],
    ['addDays("2026-01-01", 99999999999)', 'error'],
  ]
  for (const [text, expected] of cases) assert.equal(shown(text), expected, text)
})

test('a day begins when it begins there, also where clocks are changed at midnight', () => {
  const begins = (day: string, zone: string) => new Date(startOfDay(day, zone)).toISOString()
  assert.equal(begins('2026-03-29', 'Europe/Berlin'), '2026-03-28T23:00:00.000Z')
  assert.equal(begins('2026-03-30', 'Europe/Berlin'), '2026-03-29T22:00:00.000Z')
  assert.equal(begins('2026-11-22', 'Australia/Melbourne'), '2026-11-21T13:00:00.000Z')
  assert.equal(begins('2018-11-04', 'America/Sao_Paulo'), '2018-11-04T03:00:00.000Z', 'it begins at one in the morning')
  assert.equal(begins('2018-02-18', 'America/Sao_Paulo'), '2018-02-18T03:00:00.000Z', 'the hour before comes twice')
  assert.equal(begins('2011-12-31', 'Pacific/Apia'), '2011-12-30T10:00:00.000Z', 'the day before is left out')
  assert.equal(begins('2026-11-22', 'Nowhere/At_all'), '2026-11-22T00:00:00.000Z')
  for (const zone of ['Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Apia', 'Africa/Cairo']) {
    for (let at = 0; at < 366; at += 1) {
      const day = addToDay('2018-01-01', { months: 0, days: at }) ?? ''
      const start = startOfDay(day, zone)
      assert.deepEqual([dayAt(start, zone), dayAt(start - 1, zone) < day], [day, true], `${day} in ${zone}`)
    }
  }
  assert.deepEqual([isZone('Europe/Berlin'), isZone('Mars')], [true, false])
})

test('days and lengths of time are of the calendar', () => {
  assert.deepEqual(['2024-02-29', '2026-02-29', '2026-2-1', 'x'].map(isDay), [true, false, false, false])
  assert.deepEqual(parseOffset('P1Y2M3W4D'), { months: 14, days: 25, hours: 0 })
  assert.deepEqual(parseOffset('-PT8H'), { months: 0, days: 0, hours: -8 })
  for (const text of ['', 'P', 'PT', 'P1DT', '90D', 'P1.5D', '+P1D']) assert.equal(parseOffset(text), null, text)
  assert.equal(daysBetween('2026-03-28', '2026-03-30'), 2)
})
