import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RateReport } from '../rate-budget.ts'
import { type Attempt, inOurTime, mostAttempts, saidWait, waitAfterAnswer, waitAfterBreak } from './retry-policy.ts'
import type { RawAnswer } from './vendor-http.ts'

const now = new Date('2026-03-01T12:00:00Z')
const attempt = (given: Partial<Attempt> = {}): Attempt => ({ number: 1, isSafe: true, now, random: 0.5, ...given })
const answer = (status: number, headers: RawAnswer['headers'] = {}): RawAnswer => ({ status, headers, text: '' })

test('waits grow with each try, are spread over the whole step, and end', () => {
  const waits = (random: number) => [1, 2, 3, 4, 5].map((number) => waitAfterBreak(attempt({ number, random })))
  assert.deepEqual(waits(1), [1000, 2000, 4000, 8000, null])
  assert.deepEqual(waits(0), [0, 0, 0, 0, null])
  assert.equal(waitAfterAnswer(answer(500), null, attempt({ number: mostAttempts })), null)
})

test('what changes something is tried again only where the vendor says that it did nothing', () => {
  const unsafe = attempt({ isSafe: false })
  assert.equal(waitAfterBreak(unsafe), null)
  assert.equal(waitAfterAnswer(answer(502), null, unsafe), null)
  assert.equal(waitAfterAnswer(answer(503), null, unsafe), null)
  assert.equal(waitAfterAnswer(answer(503, { 'retry-after': '2' }), null, unsafe), 2500)
  assert.equal(waitAfterAnswer(answer(429), null, unsafe), 500)
})

test('refusals that another try does not change are final', () => {
  for (const status of [301, 400, 401, 403, 404, 409, 410, 501])
    assert.equal(waitAfterAnswer(answer(status, { 'retry-after': '1' }), null, attempt()), null)
})

test("a vendor's dates are read by the vendor's clock", () => {
  const theirs = new Date('2026-03-01T09:00:00Z')
  const date = theirs.toUTCString()
  const inTenSeconds = new Date(theirs.getTime() + 10_000)
  assert.equal(saidWait(answer(429, { date, 'retry-after': inTenSeconds.toUTCString() }), null, now), 10_000)
  const rate: RateReport = { limit: 10, remaining: 0, resetsAt: inTenSeconds }
  assert.equal(saidWait(answer(429, { date }), rate, now), 10_000)
  assert.deepEqual(inOurTime(rate, answer(200, { date }), now), { ...rate, resetsAt: new Date('2026-03-01T12:00:10Z') })
  assert.deepEqual(inOurTime({ blockedUntil: inTenSeconds }, answer(429, { date }), now), {
    blockedUntil: new Date('2026-03-01T12:00:10Z'),
  })
})

test('what is no time is not waited for', () => {
  assert.equal(saidWait(answer(429, { 'retry-after': 'soon' }), null, now), null)
  assert.equal(saidWait(answer(429), { limit: 10, remaining: 3, resetsAt: new Date(0) }, now), null)
  assert.equal(saidWait(answer(429, { 'retry-after': new Date(0).toUTCString() }), null, now), 0)
})

test('a time that cannot be right blocks nobody for years', () => {
  const day = 24 * 3_600_000
  assert.equal(saidWait(answer(429, { 'retry-after': '999999999' }), null, now), day)
  const inMicroseconds: RateReport = { limit: 10, remaining: 0, resetsAt: new Date(1_795_000_000_000_000) }
  assert.equal(saidWait(answer(429), inMicroseconds, now), day)
  assert.deepEqual(inOurTime(inMicroseconds, answer(429), now), { ...inMicroseconds, resetsAt: new Date(+now + day) })
  const noDate: RateReport = { limit: 10, remaining: 0, resetsAt: new Date(Number.NaN) }
  assert.equal(saidWait(answer(429), noDate, now), null)
  assert.equal(inOurTime(noDate, answer(429), now), null)
})
