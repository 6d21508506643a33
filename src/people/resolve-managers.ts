import type { Person } from '../model/person.ts'
import type { Queryable } from '../store/database.ts'
import { findPeopleByManagerKeys, loadManagerKeys } from '../store/people/manager-keys.ts'
import { loadManagersOf } from '../store/people/people.ts'
import { findUsersByKeys } from '../store/people/person-keys.ts'
import { loadLinksOfUsers } from '../store/people/person-links.ts'
import { wornOutAbove } from './load-neighbours.ts'
import { userIdOf } from './manager-keys.ts'
import type { UserFacts } from './user-facts.ts'

/** Who somebody's manager is: a person, or how the source names one who is not there. */
export type Manager = Pick<Person, 'managerId' | 'managerKey'>

/** What managers are resolved from. */
export type ManagerInput = {
  readonly organizationId: string
  /** How the managers of these people are named now, the best key first. */
  readonly named: ReadonlyMap<string, readonly string[]>
  /** Of those people, whose managers are to be found anew. */
  readonly anew: readonly string[]
  /** Keys that lead to somebody else than before, or to nobody, or now to somebody. */
  readonly changedKeys: readonly string[]
  /** The users that were looked at, and whose they are to be; what is stored of them does not count. */
  readonly users: ReadonlyMap<string, UserFacts>
  readonly lookedAt: ReadonlySet<string>
  readonly personOf: ReadonlyMap<string, string>
}

/**
 * Finds the managers of people, and of all others whose manager a change of keys concerns. Of the keys by which a manager is named
 * the first that leads to exactly one person counts; nobody is their own manager. Gives only those that were looked for.
 */
export async function resolveManagers(on: Queryable, input: ManagerInput): Promise<Map<string, Manager>> {
  const { organizationId, named, anew, changedKeys } = input
  const concerned = await findPeopleByManagerKeys(on, organizationId, changedKeys)
  const others = concerned.filter((id) => !named.has(id))
  const ofOthers = await loadManagerKeys(on, organizationId, others)
  const wanted = new Map(ofOthers.map(({ personId, keys }) => [personId, keys]))
  for (const id of [...anew, ...concerned]) {
    const keys = named.get(id)
    if (keys) wanted.set(id, keys)
  }
  const peopleOf = await peopleByKey(on, input, [...new Set([...wanted.values()].flat())])
  const found = new Map([...wanted].map(([id, keys]) => [id, managerOf(id, keys, peopleOf)]))
  return withoutUnchanged(on, { organizationId, others, found })
}

function managerOf(id: string, keys: readonly string[], peopleOf: ReadonlyMap<string, ReadonlySet<string>>): Manager {
  for (const key of keys) {
    const [one, ...more] = peopleOf.get(key) ?? []
    if (one !== undefined && more.length === 0 && one !== id) return { managerId: one, managerKey: null }
  }
  return { managerId: null, managerKey: keys[0] ?? null }
}

/** Whom each key leads to. */
async function peopleByKey(
  on: Queryable,
  input: ManagerInput,
  keys: readonly string[],
): Promise<Map<string, Set<string>>> {
  const { organizationId, users, lookedAt } = input
  const named = keys.flatMap((key) => {
    const userId = userIdOf(key)
    return userId === null ? [] : [{ key, userId }]
  })
  const lookedUp = keys.filter((key) => userIdOf(key) === null)
  const stored = await findUsersByKeys(on, organizationId, { keys: lookedUp, limit: wornOutAbove })
  const wanted = new Set(lookedUp)
  const current = [...users.values()].flatMap(({ id, keys }) =>
    keys.flatMap((key) => (wanted.has(key) ? [{ key, userId: id }] : [])),
  )
  const having = [...named, ...stored.filter(({ userId }) => !lookedAt.has(userId)), ...current]
  const personOf = await peopleOfUsers(on, input, [...new Set(having.map(({ userId }) => userId))])
  const found = new Map<string, Set<string>>()
  for (const { key, userId } of having) {
    const personId = personOf.get(userId)
    if (personId) found.set(key, (found.get(key) ?? new Set()).add(personId))
  }
  return found
}

async function peopleOfUsers(
  on: Queryable,
  { organizationId, lookedAt, personOf }: ManagerInput,
  userIds: readonly string[],
): Promise<Map<string, string>> {
  const unknown = userIds.filter((id) => !lookedAt.has(id))
  const links = await loadLinksOfUsers(on, organizationId, unknown)
  return new Map([...personOf, ...links.map(({ userId, personId }) => [userId, personId] as const)])
}

/** Of people who were not looked at otherwise, only those whose manager is another one now. */
async function withoutUnchanged(
  on: Queryable,
  {
    organizationId,
    others,
    found,
  }: { readonly organizationId: string; readonly others: readonly string[]; readonly found: Map<string, Manager> },
): Promise<Map<string, Manager>> {
  const stood = await loadManagersOf(on, organizationId, others)
  for (const { id, managerId, managerKey } of stood) {
    const now = found.get(id)
    if (now && now.managerId === managerId && now.managerKey === managerKey) found.delete(id)
  }
  const there = new Set(stood.map(({ id }) => id))
  for (const id of others) if (!there.has(id)) found.delete(id)
  return found
}
