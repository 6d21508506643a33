import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SyncRun } from '../api-types.ts'
import { changesText } from './run-changes.ts'
import { phasesOf } from './run-phases.ts'
import { runsEn } from './strings.en.ts'

const counts: SyncRun['counts'] = {
  seen: 0,
  unchanged: 0,
  users_created: 0,
  users_updated: 0,
  users_removed: 0,
  groups_created: 0,
  groups_updated: 0,
  groups_removed: 0,
  memberships_added: 0,
  memberships_removed: 0,
  out_of_scope: 0,
  refused: 0,
  held: 0,
}
const words = { strings: runsEn, locale: 'en' }

type Given = Partial<Pick<SyncRun, 'state' | 'phase' | 'kind' | 'expected'>> & { counts?: Partial<SyncRun['counts']> }

function phases({ counts: given, ...run }: Given, pace: Parameters<typeof phasesOf>[1] = null) {
  const whole = { state: 'running', phase: 'listing', kind: 'full', expected: null, ...run } as const
  return phasesOf({ ...whole, counts: { ...counts, ...given } }, pace, words)
}

const shown = (given: Given) => phases(given).map(({ key, state }) => `${key} ${state}`)

test('a run that reads tells how much of it, and how long it will take', () => {
  const pace = { records_per_second: 100, seconds_left: 48 }
  const [listing, ...others] = phases({ expected: 9000, counts: { seen: 4200 } }, pace)
  assert.equal(listing?.part, 4200 / 9000)
  assert.equal(listing?.hint, '4,200 of 9,000, about 48 sec left')
  assert.deepEqual(
    others.map(({ state }) => state),
    ['next', 'next', 'next', 'next'],
  )
})

test('nobody knows how far a run is whose source does not count', () => {
  const [listing] = phases({ counts: { seen: 12 } })
  assert.equal(listing?.part, null)
  assert.equal(listing?.hint, '12 records')
})

test('a run that waits for a decision waits at its guard', () => {
  assert.deepEqual(shown({ state: 'waiting', phase: 'guard', counts: { held: 27 } }), [
    'listing done',
    'sweep done',
    'references done',
    'guard held',
    'removals next',
  ])
})

test('only a full run looks for what is gone', () => {
  assert.deepEqual(shown({ kind: 'incremental', state: 'completed', phase: 'done' }), [
    'listing done',
    'references done',
    'guard done',
    'removals done',
  ])
})

test('a run that failed or was cancelled says where', () => {
  assert.deepEqual(shown({ state: 'failed', phase: 'references', kind: 'incremental' }), [
    'listing done',
    'references failed',
    'guard next',
    'removals next',
  ])
  assert.equal(shown({ state: 'queued' })[0], 'listing next')
})

test('what a run has changed is told in few words', () => {
  const some = { ...counts, users_created: 1200, users_updated: 1, memberships_added: 3, memberships_removed: 2 }
  assert.equal(changesText(some, runsEn, 'en'), '1,200 new, 1 changed, 5 memberships')
  assert.equal(changesText(counts, runsEn, 'en'), null)
})
