import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OrgChart, OrgChartCard } from '../../shared/api-types.ts'
import { idsOf, isComplete, shownCards, toChartModel } from './chart-model.ts'

function card(id: string, managerId: string | null, reports = 0): OrgChartCard {
  const words = { display_name: id, status: 'active', title: null, department: null, mail: null } as const
  return { object: 'org_chart_card', id, ...words, manager_id: managerId, reports, below: reports }
}

function part(given: Partial<OrgChart>): OrgChart {
  const nothing = { above: [], loops: [], dotted_lines: [], person_id: null, roots: [], cards: [] }
  return { object: 'org_chart', organization_id: 'o', ...nothing, ...given }
}

const around = part({
  person_id: 'c',
  roots: ['c'],
  above: [card('b', 'a', 2), card('a', null, 1)],
  cards: [card('c', 'b', 1), card('d', 'c')],
})

test('around a person the managers above are shown, and of each only the way down', () => {
  const model = toChartModel(around, [])
  assert.deepEqual(idsOf(shownCards(model, new Set())), ['a', 'b', 'c', 'd'])
  assert.deepEqual([isComplete(model, 'a'), isComplete(model, 'b')], [true, false])
  assert.deepEqual(idsOf(shownCards(model, new Set(['c']))), ['a', 'b', 'c'])
})

test('who is opened has all reports, those of the way among them, and nobody twice', () => {
  const opened = part({ person_id: 'b', roots: ['b'], cards: [card('b', 'a', 2), card('c', 'b', 1), card('e', 'b')] })
  const model = toChartModel(around, [opened])
  assert.deepEqual(idsOf(shownCards(model, new Set())), ['a', 'b', 'c', 'd', 'e'])
  assert.ok(isComplete(model, 'b'))
})

test('a circle of managers ends where it began', () => {
  const loop = [
    { id: 'x', display_name: 'x' },
    { id: 'y', display_name: 'y' },
  ]
  const cards = [card('x', 'y', 1), card('y', 'x', 1)]
  const model = toChartModel(part({ roots: ['x'], cards, loops: [loop] }), [])
  assert.deepEqual(idsOf(shownCards(model, new Set())), ['x', 'y'])
  assert.deepEqual([...model.looped], ['x', 'y'])
})
