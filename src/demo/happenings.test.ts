import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateCompany } from './company/generate-company.ts'
import { createRandom } from './company/random.ts'
import type { Happening } from './happening.ts'
import { planDepartmentMistake, planGroupMistake } from './plan-administration.ts'
import { planHire, planLeave, planMarriage, planMove, planRehire } from './plan-people.ts'
import { nextHappening } from './trickle.ts'
import { activePeople, type World } from './world.ts'

/** A directory that holds one half of the company. */
function aWorld(half: 0 | 1 = 0): World {
  const { provider, people, groups } = generateCompany()[half] ?? assert.fail()
  return {
    provider,
    users: new Map(people.map((person) => [person.externalId, { id: `id-${person.externalId}`, person }])),
    groups: new Map(
      groups.map((group) => [group.displayName, { ...group, id: group.displayName, members: new Set(group.members) }]),
    ),
  }
}

const random = () => createRandom(5)

test('a hire is a new user with a free address and a manager, then the groups of the department', () => {
  const world = aWorld()
  const happening = planHire(world, random()) ?? assert.fail()
  const [create, ...joins] = happening.steps
  assert.ok(create?.kind === 'create' && create.person.manager)
  assert.ok(world.users.has(create.person.manager))
  assert.ok(activePeople(world).every((person) => person.email !== create.person.email))
  assert.ok(joins.length >= 1)
  assert.ok(joins.every((step) => step.kind === 'members' && step.add[0] === create.person.externalId))
})

test('a move changes department, cost center, manager and the department groups', () => {
  const happening = planMove(aWorld(), random()) ?? assert.fail()
  const [update, ...steps] = happening.steps
  assert.ok(update?.kind === 'update')
  assert.notEqual(update.before.department, update.after.department)
  assert.notEqual(update.before.manager, update.after.manager)
  assert.ok(steps.some((step) => step.kind === 'members' && step.remove.length === 1))
})

test('a marriage changes name, login and address, and keeps the id', () => {
  const happening = planMarriage(aWorld(1), random()) ?? assert.fail()
  const [update] = happening.steps
  assert.ok(update?.kind === 'update')
  assert.equal(update.after.externalId, update.before.externalId)
  assert.notEqual(update.after.userName, update.before.userName)
})

test('whoever leaves is deactivated and taken out of every group, and may come back', () => {
  const world = aWorld()
  const [deactivate, ...steps] = planLeave(world, random())?.steps ?? []
  assert.ok(deactivate?.kind === 'set_active' && !deactivate.active)
  const { externalId } = deactivate.person
  const groups = [...world.groups.values()].filter((group) => group.members.has(externalId))
  assert.equal(steps.length, groups.length)
  const user = world.users.get(externalId) ?? assert.fail()
  world.users.set(externalId, { ...user, person: { ...user.person, active: false } })
  assert.ok(planRehire(world, random())?.steps.some((step) => step.kind === 'set_active' && step.active))
})

test('mistakes are undone by what follows', () => {
  const group = planGroupMistake(aWorld(), random()) ?? assert.fail()
  const [removal] = group.steps
  const [repair] = group.later?.steps ?? []
  assert.ok(removal?.kind === 'members' && repair?.kind === 'members')
  assert.equal(removal.remove.length, 6)
  assert.deepEqual(repair.add, removal.remove)
  const wrong = planDepartmentMistake(aWorld(), random()) ?? assert.fail()
  assert.equal(wrong.steps.length, 5)
  const undone = wrong.later?.steps.map((step) => step.kind === 'update' && step.after)
  assert.deepEqual(
    undone,
    wrong.steps.map((step) => step.kind === 'update' && step.before),
  )
})

test('over a long time everything happens, and every sentence is readable', () => {
  const world = aWorld()
  const chance = createRandom(1)
  const happenings = Array.from({ length: 300 }, () => nextHappening(world, chance, 190)).filter((one) => one !== null)
  const sentences = happenings.map((happening: Happening) => happening.sentence)
  for (const part of [
    'starts as',
    'moves from',
    'becomes',
    'reports to',
    'marries',
    'leaves',
    'contract',
    'put into',
    'wrong',
  ]) {
    assert.ok(
      sentences.some((sentence) => sentence.includes(part)),
      part,
    )
  }
  for (const sentence of sentences) assert.doesNotMatch(sentence, /undefined|null| {2}/)
})
