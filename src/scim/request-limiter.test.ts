import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../errors.ts'
import { createRequestLimiter, type RequestLimits } from './request-limiter.ts'

function limiterAt(limits: RequestLimits) {
  const time = { now: Date.parse('2026-11-01T12:00:00Z') }
  const limiter = createRequestLimiter({ now: () => new Date(time.now) }, limits)
  const send = (tokenId: string) => {
    limiter.enter(tokenId)
    limiter.leave(tokenId)
  }
  return { time, limiter, send }
}

function refusalOf(enter: () => void): Readonly<Record<string, unknown>> {
  try {
    enter()
  } catch (error) {
    assert.ok(error instanceof AppError)
    assert.equal(error.code, 'too_many_requests')
    return error.data
  }
  assert.fail('The request was let in')
}

test('a token may send two seconds of requests at once, then as many per second as it may', () => {
  const { time, send } = limiterAt({ requestsPerSecond: 10, requestsInFlight: 100 })
  for (let sent = 0; sent < 20; sent += 1) send('a')
  assert.deepEqual(
    refusalOf(() => send('a')),
    { limit: '10 requests per second', seconds: 1 },
  )
  send('b')
  time.now += 500
  for (let sent = 0; sent < 5; sent += 1) send('a')
  refusalOf(() => send('a'))
  time.now += 3_600_000
  for (let sent = 0; sent < 20; sent += 1) send('a')
  refusalOf(() => send('a'))
})

test('a slow limit says in whole seconds when the next request may come, and a clock that goes back locks nobody out', () => {
  const { time, send } = limiterAt({ requestsPerSecond: 1, requestsInFlight: 100 })
  send('a')
  send('a')
  time.now -= 60_000
  const { seconds } = refusalOf(() => send('a'))
  assert.equal(seconds, 1)
  time.now += 1000
  send('a')
})

test('more requests on their way than may be are refused until one is answered', () => {
  const { limiter } = limiterAt({ requestsPerSecond: 1000, requestsInFlight: 2 })
  limiter.enter('a')
  limiter.enter('a')
  assert.equal(refusalOf(() => limiter.enter('a')).limit, '2 requests on their way at once')
  limiter.enter('b')
  limiter.leave('a')
  limiter.enter('a')
})
