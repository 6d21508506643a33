import type { JsonObject } from '../model/json.ts'
import type { Person } from './company/person.ts'
import { planOf } from './plan-people.ts'
import { activePeople, type World } from './world.ts'

/** A provider as the demo's screen shows it: whom one can choose there. */
export function providerState({ id, name }: { readonly id: string; readonly name: string }, world: World): JsonObject {
  return {
    provider: world.provider,
    directory_id: id,
    name,
    active: activePeople(world).length,
    departments: planOf(world.provider).departments.map(({ name, titles }) => ({ name, titles: [...titles] })),
    teams: teamsOf(world),
    people: [...world.users.values()].map(({ person }) => shown(person)).toSorted(byName),
  }
}

/** The managers who could go to another department with their people: all but the heads of departments. */
function teamsOf(world: World): JsonObject[] {
  const people = activePeople(world)
  const reports = Map.groupBy(people, ({ manager }) => manager)
  const heads = new Set(people.flatMap(({ externalId, manager }) => (manager === null ? [externalId] : [])))
  return people
    .filter(({ externalId, manager }) => manager !== null && !heads.has(manager) && reports.has(externalId))
    .map((person) => ({ ...shown(person), size: (reports.get(person.externalId)?.length ?? 0) + 1 }))
    .toSorted(byName)
}

function shown({ externalId, displayName, title, department, active }: Person) {
  return { id: externalId, name: displayName, title, department, is_active: active }
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name.localeCompare(other.name)
}
