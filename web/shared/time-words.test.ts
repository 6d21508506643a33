import assert from 'node:assert/strict'
import { test } from 'node:test'
import { durationText, exactTime, relativeTime } from './time-words.ts'

const now = new Date('2026-11-22T12:00:00Z')
const ago = (seconds: number, locale = 'en') =>
  relativeTime(new Date(now.getTime() - seconds * 1000), now, { locale, now: 'just now' })

test('a time is told in the greatest unit that fits', () => {
  assert.equal(ago(20), 'just now')
  assert.equal(ago(-20), 'just now')
  assert.equal(ago(60), '1 minute ago')
  assert.equal(ago(3599), '59 minutes ago')
  assert.equal(ago(5 * 3600), '5 hours ago')
  assert.equal(ago(86_400), 'yesterday')
  assert.equal(ago(9 * 86_400), 'last week')
  assert.equal(ago(400 * 86_400), 'last year')
})

test('what is to come is told as well, in the language of the reader', () => {
  assert.equal(ago(-15 * 60), 'in 15 minutes')
  assert.equal(ago(3 * 3600, 'de'), 'vor 3 Stunden')
  assert.equal(ago(120, 'es'), 'hace 2 minutos')
})

test('the exact time names its zone', () => {
  assert.match(exactTime(now, 'en', 'Europe/Berlin'), /Sunday, November 22, 2026.*1:00:00.PM GMT\+1/)
})

test('a length of time has two units at most', () => {
  assert.equal(durationText(400, 'en'), '0 sec')
  assert.equal(durationText(12_000, 'en'), '12 sec')
  assert.equal(durationText(3_900_000, 'en'), '1 hr 5 min')
  assert.equal(durationText(3_605_000, 'en'), '1 hr')
  assert.equal(durationText(200_000_000, 'en'), '2 days 7 hr')
  assert.equal(durationText(-5, 'en'), '0 sec')
})
