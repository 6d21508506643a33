import { isHandPicked } from './company/groups.ts'
import type { Person } from './company/person.ts'
import type { Random } from './company/random.ts'
import type { Happening, Step } from './happening.ts'
import { activePeople, individualContributors, type World, type WorldGroup } from './world.ts'

/** Somebody is put into a project, an on-call rota or the like, or taken out of it. */
export function planGroupChange(world: World, random: Random): Happening | null {
  const groups = [...world.groups.values()].filter((group) => isHandPicked(world.provider, group.displayName))
  if (groups.length === 0) return null
  const group = random.pick(groups)
  const isLeaving = group.members.size > 3 && (group.members.size > 16 || random.chance(0.4))
  const candidates = activePeople(world).filter((person) => group.members.has(person.externalId) === isLeaving)
  if (candidates.length === 0) return null
  const person = random.pick(candidates)
  const change = isLeaving ? { add: [], remove: [person.externalId] } : { add: [person.externalId], remove: [] }
  const sentence = `${person.displayName} ${isLeaving ? 'is taken out of' : 'is put into'} ${group.displayName}`
  return { sentence, steps: [{ kind: 'members', group: group.displayName, ...change }] }
}

/** An administrator takes six people out of the wrong group, and soon puts them back. */
export function planGroupMistake(world: World, random: Random): Happening | null {
  const groups = [...world.groups.values()].filter((group) => group.members.size >= 10)
  if (groups.length === 0) return null
  const group: WorldGroup = random.pick(groups)
  const people = random.sample([...group.members], 6)
  const step = { kind: 'members', group: group.displayName } as const
  return {
    sentence: `An administrator takes 6 people out of ${group.displayName}: the wrong group`,
    steps: [{ ...step, add: [], remove: people }],
    later: {
      sentence: `The administrator notices, and puts the 6 people back into ${group.displayName}`,
      steps: [{ ...step, add: people, remove: [] }],
    },
  }
}

/** A wrong paste in the HR sheet gives five people another department; soon it is undone. */
export function planDepartmentMistake(world: World, random: Random): Happening | null {
  const people = random.sample(individualContributors(world), 5)
  const other = activePeople(world).find(({ department }) => people.every((person) => person.department !== department))
  if (people.length < 5 || !other) return null
  const { department, costCenter, division } = other
  const pairs = people.map((before) => ({ before, after: { ...before, department, costCenter, division } }))
  return {
    sentence: `Somebody pastes the wrong cells: 5 people are suddenly in ${department}`,
    steps: pairs.map(({ before, after }) => update(before, after)),
    later: {
      sentence: 'The wrong departments are put right again',
      steps: pairs.map(({ before, after }) => update(after, before)),
    },
  }
}

function update(before: Person, after: Person): Step {
  return { kind: 'update', before, after }
}
