import type { CompanyHalf, Person, TeamGroup } from './company/person.ts'
import { inParallel } from './in-parallel.ts'
import type { ProviderClient } from './provider-client.ts'
import { asMembers, managerFinder, type World } from './world.ts'

// As many requests at once as a busy provider sends to one directory.
const concurrency = 8

/** A provider's requests carry so many members at once. */
const membersPerRequest = 100

/**
 * The initial sync: pushes everybody and every group that the directory does not hold yet, managers before their
 * reports, users before groups. After an interruption it does what is left; a full directory is left as it is.
 */
export async function pushCompany(half: CompanyHalf, world: World, client: ProviderClient): Promise<void> {
  const missing = half.people.filter((person) => !world.users.has(person.externalId))
  for (const level of byLevel(missing))
    await inParallel(level, concurrency, (person) => pushPerson(person, world, client))
  await inParallel(half.groups, 2, (group) => pushGroup(group, world, client))
}

async function pushPerson(person: Person, world: World, client: ProviderClient): Promise<void> {
  const id = (await client.findUser(person.userName)) ?? (await client.createUser(person, managerFinder(world)))
  world.users.set(person.externalId, { id, person })
}

async function pushGroup(group: TeamGroup, world: World, client: ProviderClient): Promise<void> {
  const { displayName } = group
  const known = world.groups.get(displayName)
  if (known && known.members.size > 0) return
  const id = known?.id ?? (await client.findGroup(displayName)) ?? (await client.createGroup(group))
  const members = asMembers(world, group.members)
  for (let from = 0; from < members.length; from += membersPerRequest) {
    const add = members.slice(from, from + membersPerRequest)
    await client.changeMembers({ id, name: displayName }, { add, remove: [] })
  }
  world.groups.set(displayName, { id, displayName, members: new Set(group.members) })
}

/** The people in waves: everybody's manager is in an earlier one, or was there before. */
function byLevel(people: readonly Person[]): Person[][] {
  const levels = new Map<string, number>()
  const waves: Person[][] = []
  for (const person of people) {
    const level = person.manager === null ? 0 : (levels.get(person.manager) ?? -1) + 1
    levels.set(person.externalId, level)
    waves[level] = [...(waves[level] ?? []), person]
  }
  return waves
}
