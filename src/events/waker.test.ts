import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createWaker } from './waker.ts'

test('one wake-up ends the sleep of everybody who waits', async () => {
  const waker = createWaker()
  const sleeps = Promise.all([waker.wait(60_000), waker.wait(60_000)])
  waker.wake()
  await sleeps
})

test('a wake-up while nobody sleeps is kept for the next wait, and only for that', async () => {
  const waker = createWaker()
  waker.wake()
  waker.wake()
  await waker.wait(60_000)
  const started = performance.now()
  await waker.wait(30)
  assert.ok(performance.now() - started >= 25)
})

test('a sleep that is given up leaves no timer and takes no wake-up', async () => {
  const waker = createWaker()
  const givenUp = new AbortController()
  const sleep = waker.wait(60_000, givenUp.signal)
  givenUp.abort()
  await sleep
  await waker.wait(60_000, givenUp.signal)
  waker.wake()
  await waker.wait(60_000)
})
