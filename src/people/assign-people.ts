import type { JsonObject } from '../model/json.ts'
import type { PersonLink } from '../model/person.ts'
import type { Cluster } from './match-types.ts'
import { haveOtherName, haveSameAddress, haveSameName } from './names-differ.ts'
import type { MatchRule } from './people-options.ts'
import { byAuthority, type UserFacts } from './user-facts.ts'

/** Somebody of whom no user was left. */
export type FormerPerson = { readonly id: string; readonly values: JsonObject }

/** A cluster with the person that it is: one that was there, one that is back, or a new one. */
export type Assigned = {
  readonly cluster: Cluster
  readonly personId: string
  readonly origin: 'known' | 'restored' | 'new'
}

export type AssignInput = {
  readonly clusters: readonly Cluster[]
  readonly links: ReadonlyMap<string, PersonLink>
  readonly rules: readonly MatchRule[]
  /** Who was found by these keys before, of the people who are gone. */
  readonly former: ReadonlyMap<string, readonly FormerPerson[]>
  /** Keys that so many users have that they say nothing. */
  readonly wornOut: ReadonlySet<string>
  readonly newPersonId: () => string
}

/**
 * Gives each cluster its person. A person stays with the users whose link holds, else with the one of the best directory; a
 * cluster of several people is the oldest of them. Without any it is who was known by the same keys before and is gone, if that
 * can be one alone, else somebody new.
 */
export function assignPeople(input: AssignInput): Assigned[] {
  const { clusters, links, newPersonId } = input
  const sorted = clusters.toSorted((one, other) => byAuthority(firstOf(one), firstOf(other)))
  const owners = ownersOf(sorted, links)
  const taken = new Set<string>()
  const assigned = sorted.map((cluster) => {
    const own = [...owners].filter(([, owner]) => owner === cluster).map(([id]) => id)
    const personId = cluster.pinned ?? own.sort()[0] ?? null
    if (personId) taken.add(personId)
    return { cluster, personId }
  })
  return assigned.map(({ cluster, personId }): Assigned => {
    if (personId) return { cluster, personId, origin: 'known' }
    const back = formerOf(cluster, input)
    if (!back || taken.has(back.id)) return { cluster, personId: newPersonId(), origin: 'new' }
    taken.add(back.id)
    return { cluster, personId: back.id, origin: 'restored' }
  })
}

/** By person, the cluster that keeps it, of those that its users are in now. */
function ownersOf(clusters: readonly Cluster[], links: AssignInput['links']): Map<string, Cluster> {
  const owners = new Map<string, { cluster: Cluster; isHeld: boolean }>()
  for (const cluster of clusters) {
    if (cluster.pinned) owners.set(cluster.pinned, { cluster, isHeld: true })
  }
  for (const cluster of clusters) {
    for (const { id } of cluster.users) {
      const personId = links.get(id)?.personId
      if (!personId) continue
      const isHeld = cluster.held.has(id)
      const owner = owners.get(personId)
      if (!owner || (isHeld && !owner.isHeld)) owners.set(personId, { cluster, isHeld })
    }
  }
  return new Map([...owners].map(([personId, { cluster }]) => [personId, cluster]))
}

function formerOf({ users }: Cluster, { rules, former, wornOut }: AssignInput): FormerPerson | null {
  for (const [index, rule] of rules.entries()) {
    const keys = users.flatMap(({ ruleKeys }) => ruleKeys[index] ?? []).filter((key) => !wornOut.has(key))
    const found = new Map(keys.flatMap((key) => former.get(key) ?? []).map((person) => [person.id, person]))
    const [one] = found.values()
    if (!one) continue
    return found.size === 1 && isBack(users, one, rule) ? one : null
  }
  return null
}

/** Numbers and addresses are given to others when their owners are gone. */
function isBack(users: readonly UserFacts[], former: FormerPerson, { isIdentifying }: MatchRule): boolean {
  if (!isIdentifying) return haveSameName(users, [former])
  return !haveOtherName(users, [former]) || haveSameAddress(users, [former])
}

function firstOf({ users }: Cluster): UserFacts {
  const [first] = users
  if (!first) throw new Error('A cluster without users')
  return first
}
