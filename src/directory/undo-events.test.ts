import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { JsonObject } from '../model/json.ts'
import { applyEvent, nobody, type PersonState, type UndoneEvent, undoEvent, undoEvents } from '../model/undo-events.ts'
import { previousAttributes } from './change-events.ts'

const value = fc.constantFrom(null, 'Ada', 'Engineer', 'x')
const custom = fc.dictionary(
  fc.constantFrom('department_name', 'manager_id', 'badge'),
  fc.constantFrom('a', 'b', 3, true),
  {
    noNullPrototype: true,
  },
)
const user = fc.record({
  id: fc.constant('directory_user_1'),
  name: value,
  job_title: value,
  state: fc.constantFrom('active', 'inactive'),
  custom_attributes: custom,
})
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('update' as const), user }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('delete' as const, 'create' as const), user }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('toggle' as const), group: fc.constantFrom('g1', 'g2', 'g3'), user }),
  },
)

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

/** What the write path would append for a step, if it changes anything. */
function eventOf(step_: Step, state: PersonState): UndoneEvent | null {
  if (step_.kind === 'toggle') {
    if (!state.user) return null
    const type = state.groups.has(step_.group) ? 'dsync.group.user_removed' : 'dsync.group.user_added'
    return { type, data: { user: state.user, group: { id: step_.group, name: step_.group } }, previous: null }
  }
  const data = step_.user as JsonObject
  if (step_.kind === 'create') return state.user ? null : { type: 'dsync.user.created', data, previous: null }
  if (!state.user) return null
  if (step_.kind === 'delete') return { type: 'dsync.user.deleted', data: state.user, previous: null }
  const previous = previousAttributes(state.user, data)
  return previous && { type: 'dsync.user.updated', data, previous }
}

function plain({ user: shown, groups }: PersonState) {
  return { user: shown, groups: [...groups.keys()].sort() }
}

test('undoing events from the last to the first gives every state in between that they had made', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const states: PersonState[] = [nobody]
      const events: UndoneEvent[] = []
      for (const one of steps) {
        const before = states.at(-1) ?? nobody
        const event = eventOf(one, before)
        if (!event) continue
        events.push(event)
        states.push(applyEvent(before, event))
      }
      let state = states.at(-1) ?? nobody
      for (const [index, event] of [...events.entries()].reverse()) {
        const expected = states[index] ?? nobody
        state = undoEvent(state, event)
        if (state.areGroupsKnown) assert.deepEqual(plain(state), plain(expected))
        else assert.deepEqual(state.user, expected.user)
      }
      assert.deepEqual(plain(undoEvents(states.at(-1) ?? nobody, events.toReversed())), plain(nobody))
    }),
  )
})
