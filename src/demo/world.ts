import type { Person, Provider } from './company/person.ts'
import type { Known, ManagerOf } from './provider-client.ts'

/** A directory as its provider knows it now: who is in it under which id of the server, and who is in which group. */
export type World = {
  readonly provider: Provider
  readonly users: Map<string, WorldUser>
  readonly groups: Map<string, WorldGroup>
}

/** A person and the id that the server gave. */
export type WorldUser = { readonly id: string; readonly person: Person }

/** A group, by its name; members by their `externalId`. */
export type WorldGroup = { readonly id: string; readonly displayName: string; readonly members: Set<string> }

/** Everybody who is active. */
export function activePeople(world: World): Person[] {
  return [...world.users.values()].map(({ person }) => person).filter((person) => person.active)
}

/** Active people to whom nobody reports, so that they can move or leave without orphans. */
export function individualContributors(world: World): Person[] {
  const managers = new Set(activePeople(world).map((person) => person.manager))
  return activePeople(world).filter((person) => !managers.has(person.externalId) && person.manager !== null)
}

/** Active people of a department to whom somebody reports, or else whoever is there. */
export function managersOf(world: World, department: string): Person[] {
  const managers = new Set(activePeople(world).map((person) => person.manager))
  const people = activePeople(world).filter((person) => person.department === department)
  const leading = people.filter((person) => managers.has(person.externalId))
  return leading.length > 0 ? leading : people.slice(0, 1)
}

/** Finds a person's manager in the forms that providers send. */
export function managerFinder(world: World): ManagerOf {
  return ({ manager }) => {
    const found = manager === null ? undefined : world.users.get(manager)
    return found ? { id: found.id, userName: found.person.userName, displayName: found.person.displayName } : null
  }
}

/** The users with these `externalId`s as members of a group are named. */
export function asMembers(world: World, externalIds: Iterable<string>): Known[] {
  return [...externalIds].flatMap((externalId) => {
    const user = world.users.get(externalId)
    return user ? [{ id: user.id, name: user.person.userName }] : []
  })
}
