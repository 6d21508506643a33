import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Person } from '../model/person.ts'
import {
  type DrawnHand,
  type DrawnPerson,
  drawnDocuments,
  drawnHand,
  drawnPeople,
  drawnPins,
  drawnTime,
} from '../testing/overlay-arbitraries.ts'
import { changedInputs, objectsReading, withUnitsBelow } from './changed-inputs.ts'
import { compileOverlay } from './compile-overlay.ts'
import { namedPositions } from './evaluate-people.ts'
import { evaluateAll, evaluateChanged } from './evaluate-state.ts'
import { personInput } from './person-input.ts'
import type { HandMember } from './person-state.ts'

const managersOf = (person: DrawnPerson) => (person.managerId === null ? [] : [person.managerId])

function toPerson(drawn: DrawnPerson): Person {
  const times = { createdAt: new Date(0), updatedAt: new Date(0) }
  return {
    ...drawn,
    ...times,
    organizationId: 'org_1',
    displayName: drawn.id,
    sources: {},
    managerKey: null,
    version: 1,
  }
}

function handOf(all: readonly DrawnHand[], personId: string): Map<string, HandMember> {
  const own = all.filter((one) => one.personId === personId)
  return new Map(
    own.map(({ kind, objectId, action, until }) => [`${kind}/${objectId}`, { action, until, actor: 'test' }]),
  )
}

test('objects whose inputs have changed, evaluated anew, give what evaluating everything gives', () => {
  fc.assert(
    fc.property(
      fc.record({
        documents: drawnDocuments,
        before: drawnPeople,
        after: drawnPeople,
        now: drawnTime,
        hand: fc.array(drawnHand),
      }),
      ({ documents, before, after, now, hand }) => {
        const compiled = compileOverlay({ documents, pins: drawnPins })
        for (const [index, was] of before.entries()) {
          const is = after[index] ?? was
          const byHand = handOf(hand, was.id)
          const first = evaluateAll(compiled, {
            person: personInput(toPerson(was), managersOf(was)),
            hand: byHand,
            now,
          })
          const changed = objectsReading(
            compiled,
            changedInputs(toPerson(was), toPerson(is)),
            namedPositions(compiled, was.id, byHand),
          )
          const person = personInput(toPerson(is), managersOf(is))
          const some = evaluateChanged(compiled, { person, hand: byHand, now }, { state: first.state, changed })
          const all = evaluateAll(compiled, { person, hand: byHand, now })
          assert.deepEqual(some.state, all.state)
          assert.deepEqual(some.orgs, all.orgs)
        }
      },
    ),
    { numRuns: 1000, seed: 20260701 },
  )
})

test('what was done by hand needs only the objects that it is about', () => {
  fc.assert(
    fc.property(
      fc.record({
        documents: drawnDocuments,
        people: drawnPeople,
        now: drawnTime,
        hand: fc.array(drawnHand),
        deed: drawnHand,
      }),
      ({ documents, people, now, hand, deed }) => {
        const compiled = compileOverlay({ documents, pins: drawnPins })
        const drawn = people.find(({ id }) => id === deed.personId) as DrawnPerson
        const person = personInput(toPerson(drawn), managersOf(drawn))
        const { state } = evaluateAll(compiled, { person, hand: handOf(hand, drawn.id), now })
        const later = handOf([...hand, deed], drawn.id)
        const position = compiled.positions.get(`${deed.kind}/${deed.objectId}`)
        const changed = position === undefined ? [] : withUnitsBelow(compiled, [position])
        const some = evaluateChanged(compiled, { person, hand: later, now }, { state, changed })
        assert.deepEqual(some.state, evaluateAll(compiled, { person, hand: later, now }).state)
      },
    ),
    { numRuns: 500, seed: 20260702 },
  )
})

test('when time passes, looking at what was due gives what evaluating everything gives', () => {
  fc.assert(
    fc.property(
      fc.record({
        documents: drawnDocuments,
        people: drawnPeople,
        one: drawnTime,
        other: drawnTime,
        hand: fc.array(drawnHand),
      }),
      ({ documents, people, one, other, hand }) => {
        const [now, later] = one < other ? [one, other] : [other, one]
        const compiled = compileOverlay({ documents, pins: drawnPins })
        for (const drawn of people) {
          const person = personInput(toPerson(drawn), managersOf(drawn))
          const byHand = handOf(hand, drawn.id)
          const { state } = evaluateAll(compiled, { person, hand: byHand, now })
          const due = [...state.flips].flatMap(([position, at]) => (at <= later.getTime() ? position : []))
          const changed = withUnitsBelow(compiled, due)
          const some = evaluateChanged(compiled, { person, hand: byHand, now: later }, { state, changed })
          assert.deepEqual(some.state, evaluateAll(compiled, { person, hand: byHand, now: later }).state)
        }
      },
    ),
    { numRuns: 500, seed: 20260703 },
  )
})
