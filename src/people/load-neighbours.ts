import type { Queryable } from '../store/database.ts'
import { loadPersonUsers } from '../store/people/load-person-users.ts'
import { findUsersByKeys, loadUserKeys } from '../store/people/person-keys.ts'
import { loadLinksOfPeople, loadLinksOfUsers, type StoredLink } from '../store/people/person-links.ts'
import type { PeopleOptions } from './people-options.ts'
import { type UserFacts, userFacts } from './user-facts.ts'

/** A key that more users have than this says nothing of who they are: a placeholder, an address of all. */
export const wornOutAbove = 20
const readOfKey = wornOutAbove + 2

/** Users, and all that share keys or people with them, with what is stored of them. */
export type Neighbours = {
  readonly users: ReadonlyMap<string, UserFacts>
  /** Of those too that are gone. */
  readonly links: ReadonlyMap<string, StoredLink>
  readonly storedKeys: ReadonlyMap<string, ReadonlySet<string>>
  /** Every user that was looked at, those too that are gone. */
  readonly lookedAt: ReadonlySet<string>
  readonly wornOut: ReadonlySet<string>
}

type Work = {
  readonly on: Queryable
  readonly options: PeopleOptions
  readonly users: Map<string, UserFacts>
  readonly links: Map<string, StoredLink>
  readonly storedKeys: Map<string, Set<string>>
  readonly lookedAt: Set<string>
  readonly people: Set<string>
  /** By each key that was looked up, who has it: read with a limit. */
  readonly having: Map<string, Set<string>>
}

/**
 * Loads users and everybody whose matching depends on them: who has a key of theirs, or had it, and who is the same person; and
 * so on until nobody is new. What that costs depends on how many share something, not on how many there are.
 */
export async function loadNeighbours(
  on: Queryable,
  options: PeopleOptions,
  from: { readonly userIds: readonly string[]; readonly personIds: readonly string[] },
): Promise<Neighbours> {
  const work: Work = {
    on,
    options,
    users: new Map(),
    links: new Map(),
    storedKeys: new Map(),
    lookedAt: new Set(),
    people: new Set(from.personIds),
    having: new Map(),
  }
  const ofPeople = await loadLinksOfPeople(on, options.organizationId, from.personIds)
  let next: readonly string[] = [...new Set([...from.userIds, ...ofPeople.map(({ userId }) => userId)])]
  while (next.length > 0) {
    await look(work, next)
    next = await whoElse(work, next)
  }
  return { ...work, wornOut: wornOutKeys(work) }
}

async function look({ on, options, users, links, storedKeys, lookedAt }: Work, ids: readonly string[]): Promise<void> {
  const { organizationId } = options
  const [found, keys, linked] = await Promise.all([
    loadPersonUsers(on, organizationId, ids),
    loadUserKeys(on, organizationId, ids),
    loadLinksOfUsers(on, organizationId, ids),
  ])
  for (const id of ids) {
    lookedAt.add(id)
    storedKeys.set(id, new Set())
  }
  for (const user of found) {
    const facts = userFacts(user, options)
    if (facts) users.set(user.id, facts)
  }
  for (const { key, userId } of keys) storedKeys.get(userId)?.add(key)
  for (const link of linked) links.set(link.userId, link)
}

/** Who has a key, now or before, or a person in common with users that were looked at, and was not. */
async function whoElse(work: Work, ids: readonly string[]): Promise<string[]> {
  const { on, options, lookedAt } = work
  const keys = newKeys(work, ids)
  const people = newPeople(work, ids)
  const [sharing, linked] = await Promise.all([
    findUsersByKeys(on, options.organizationId, { keys, limit: readOfKey }),
    loadLinksOfPeople(on, options.organizationId, people),
  ])
  for (const key of keys) work.having.set(key, new Set())
  for (const { key, userId } of sharing) work.having.get(key)?.add(userId)
  const found = new Set(linked.map(({ userId }) => userId))
  for (const key of keys) {
    const having = work.having.get(key) ?? []
    // Whoever has a key that was worn out before, and is now, is not concerned.
    if (new Set(having).size < readOfKey) for (const userId of having) found.add(userId)
  }
  return [...found].filter((id) => !lookedAt.has(id))
}

function newKeys({ users, storedKeys, having }: Work, ids: readonly string[]): string[] {
  const keys = new Set<string>()
  for (const id of ids) {
    for (const key of users.get(id)?.ruleKeys.flat() ?? []) keys.add(key)
    for (const key of storedKeys.get(id) ?? []) if (!key.startsWith('ext=')) keys.add(key)
  }
  return [...keys].filter((key) => !having.has(key))
}

function newPeople({ links, people }: Work, ids: readonly string[]): string[] {
  const found = new Set(ids.flatMap((id) => links.get(id)?.personId ?? []))
  const unseen = [...found].filter((id) => !people.has(id))
  for (const id of unseen) people.add(id)
  return unseen
}

/** Keys that too many have, of those who are stored and those who are looked at now. */
function wornOutKeys({ users, having, lookedAt }: Work): Set<string> {
  const now = new Map<string, Set<string>>()
  for (const { id, ruleKeys } of users.values()) {
    for (const key of ruleKeys.flat()) now.set(key, (now.get(key) ?? new Set()).add(id))
  }
  const worn = new Set<string>()
  for (const [key, current] of now) {
    const others = [...(having.get(key) ?? [])].filter((id) => !lookedAt.has(id))
    if (current.size + others.length > wornOutAbove) worn.add(key)
  }
  return worn
}
