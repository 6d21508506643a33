import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PlanChange } from '../../model/overlay/plan.ts'
import { notContained } from './contained-in.ts'

const settings = { kind: 'Settings', id: 'settings', formatVersion: 1 }
const approvals = [{ when: 'removals', by: ['owner'] }]

function change(before: object, after: object, destructive = true): PlanChange {
  return {
    ...{ address: 'Settings/settings', name: 'settings', actions: ['update'], reason: 'file_changed' },
    ...{ previous_address: null, place: null, fields: [], people: null, destructive, blocked: null },
    ...{ before: before as PlanChange['before'], after: after as PlanChange['after'] },
  } as PlanChange
}

const nobody = () => undefined

test('a plan does not undo a guard that was put up after people looked at it', () => {
  const wanted = { ...settings, guards: { removals: '5%' } }
  const seen = { plan: { changes: [change(settings, wanted, false)] }, leaving: nobody }
  const now = { plan: { changes: [change({ ...settings, approvals }, wanted)] }, leaving: nobody }
  assert.deepEqual(notContained(seen, now), ['Settings/settings (approvals)'])
  assert.deepEqual(notContained(now, now), [])
})

test('a plan undoes nothing that was changed once more after people looked at it', () => {
  const wanted = { ...settings, guards: { removals: '50%' } }
  const changedFrom = (removals: string) => ({
    plan: { changes: [change({ ...settings, guards: { removals } }, wanted)] },
    leaving: nobody,
  })
  assert.deepEqual(notContained(changedFrom('10%'), changedFrom('5%')), ['Settings/settings (guards.removals)'])
  assert.deepEqual(notContained(changedFrom('10%'), changedFrom('10%')), [])
})

test('who leaves beyond those that people saw is told', () => {
  const seen = { plan: { changes: [change({}, {})] }, leaving: () => ['person_1'] }
  const now = { plan: { changes: [change({}, {})] }, leaving: () => ['person_1', 'person_2'] }
  assert.deepEqual(notContained(seen, now), ['Settings/settings (1 more would leave)'])
})
