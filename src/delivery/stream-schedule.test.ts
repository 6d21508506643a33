import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Destination } from '../model/destination.ts'
import { addStream, createDestinationState, type DestinationState } from './destination-state.ts'
import { longestWait } from './retry-steps.ts'
import { endBackoff, endDueBackoff, nextAttemptAt, settleStream } from './stream-schedule.ts'

const now = Date.UTC(2026, 0, 1)
const probing = 5

const destination: Destination = {
  id: 'we_1',
  organizationId: null,
  kind: 'webhook',
  settings: {},
  sealedSecrets: null,
  eventTypes: null,
  batchSize: 1,
  parallel: 1,
  isEnabled: true,
  pausedAt: null,
  pausedReason: null,
  failingSince: null,
  lastDeliveredAt: null,
  generation: 1,
  createdAt: new Date(now),
  updatedAt: new Date(now),
}

function stateWith(waits: readonly number[]): DestinationState {
  const open = { send: () => Promise.reject(new Error('nothing is sent')), close: async () => {} }
  const state = createDestinationState({ destination, position: 0, failures: 0 }, { open, lookUpBefore: 0 })
  for (const [index, wait] of waits.entries()) {
    const failed = { attempts: 1, failingSince: new Date(now), retryAt: new Date(now + wait), lastError: 'no' }
    const known = { organizationId: 'org_1', streamId: `directory_${index}`, doneSeq: 0, knownSeq: 1, pausedAt: null }
    settleStream(state, addStream(state, { ...known, ...failed }, false), now)
  }
  return state
}

test('a destination is looked at when the first of its failed streams is due, and then when the next one is', () => {
  const state = stateWith([300, 100, 200])
  assert.equal(nextAttemptAt(state, probing), now + 100)
  endDueBackoff(state, now + 100)
  assert.equal(state.ready.size, 1)
  assert.equal(nextAttemptAt(state, probing), now + 200)
  endDueBackoff(state, now + 300)
  assert.equal(state.ready.size, 3)
  assert.equal(nextAttemptAt(state, probing), null)
})

test('what works again is ready at once', () => {
  const state = stateWith([300, 100])
  endBackoff(state)
  assert.equal(state.ready.size, 2)
  assert.equal(nextAttemptAt(state, probing), null)
})

test('when the next attempt is due is known without looking at all that wait', () => {
  const state = stateWith([300, 100, 200])
  const wait = [...state.backoff]
  state.backoff[Symbol.iterator] = () => assert.fail('all were looked at')
  assert.equal(nextAttemptAt(state, probing), now + 100)
  assert.equal(wait.length, 3)
})

test('an attempt that a wrong clock put off for longer than any wait is due', () => {
  const state = stateWith([longestWait, longestWait + 1, 400 * longestWait])
  assert.equal(state.backoff.size, 1)
  assert.equal(state.ready.size, 2)
  endDueBackoff(state, now - 90 * longestWait)
  assert.equal(state.ready.size, 3)
})
