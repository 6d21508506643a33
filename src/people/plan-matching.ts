import { AppError } from '../errors.ts'
import type { AttributeCase } from '../model/attribute-case.ts'
import type { Cause } from '../model/event.ts'
import type { NewId } from '../platform/ids.ts'
import type { StoredLink } from '../store/people/person-links.ts'
import { type Assigned, assignPeople } from './assign-people.ts'
import type { Known } from './load-known.ts'
import type { Neighbours } from './load-neighbours.ts'
import { userIdKey } from './manager-keys.ts'
import type { Dispute } from './match-types.ts'
import { matchUsers } from './match-users.ts'
import { mergePerson, type Seen } from './merge-person.ts'
import type { PeopleOptions } from './people-options.ts'
import { type AttributeChoices, decidedOf, withChoices } from './plan-attribute-cases.ts'
import type { Decision } from './plan-cases.ts'
import { type LinkPlan, planLinks } from './plan-links.ts'
import type { MergedPerson } from './plan-people.ts'
import type { ManagerInput } from './resolve-managers.ts'
import type { UserFacts } from './user-facts.ts'

/** What matching is planned from. */
export type MatchingInput = {
  readonly options: PeopleOptions
  readonly neighbours: Neighbours
  readonly known: Known
  readonly decisions: ReadonlyMap<string, Decision>
  readonly choices: AttributeChoices
  readonly newId: NewId
  readonly cause: Cause
  readonly now: Date
}

/** Who is who, and how that is linked and merged; and what has to be looked up to find the managers. */
export type MatchingPlan = {
  readonly assigned: readonly Assigned[]
  readonly disputes: readonly Dispute[]
  readonly links: LinkPlan
  readonly merged: readonly MergedPerson[]
  /** Cases of attributes, by what somebody says of them. */
  readonly attributeCases: readonly AttributeCase[]
  readonly managerInput: Omit<ManagerInput, 'organizationId'>
}

/** Plans who is who among users, by the rules and by what people decided. */
export function planMatching(input: MatchingInput): MatchingPlan {
  const { options, neighbours, known, newId, now } = input
  const { users, lookedAt, wornOut } = neighbours
  const links = decidedLinks(input)
  const all = [...users.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
  const matched = matchUsers({ users: all, links, ignored: ignoredUsers(input), wornOut, options, now })
  const newPersonId = () => newId('person', now)
  const { rules } = options
  const assigned = assignPeople({
    clusters: matched.clusters,
    links,
    rules,
    former: known.former,
    wornOut,
    newPersonId,
  })
  const { cause } = input
  const planned = planLinks({ before: neighbours.links, links, assigned, lookedAt, options, newId, cause, now })
  const attributeCases = withChoices(known.attributeCases, input.choices, now)
  const merged = assigned.map((one) => {
    const decided = decidedOf(one.personId, attributeCases)
    return { assigned: one, merged: mergeOf(one, { links: planned, decided }, input) }
  })
  return {
    assigned,
    disputes: matched.disputes,
    links: planned,
    merged,
    attributeCases,
    managerInput: managersOf(input, planned, merged),
  }
}

/** The links as people decided them: one that was made by hand holds whatever the rules say. */
function decidedLinks(input: MatchingInput): Map<string, StoredLink> {
  const links = new Map(input.neighbours.links)
  for (const [userId, decision] of input.decisions) {
    const user = input.neighbours.users.get(userId)
    if (!user) throw new AppError('not_found', { what: 'user', id: userId })
    const stood = links.get(userId)
    links.delete(userId)
    const link = decidedLink(user, { decision, stood, others: links, input })
    if (link) links.set(userId, link)
  }
  return links
}

type Deciding = {
  readonly decision: Decision
  readonly stood: StoredLink | undefined
  readonly others: ReadonlyMap<string, StoredLink>
  readonly input: MatchingInput
}

function decidedLink(user: UserFacts, { decision, stood, others, input }: Deciding): StoredLink | null {
  const { known, newId, now } = input
  if (decision.action === 'ignore') return null
  if (decision.action === 'release') {
    return stood ? { ...stood, isPinned: false, distinctFrom: null, rule: 'new', linkedAt: now } : null
  }
  const personId = decision.action === 'link' ? decision.personId : (ownPerson(stood, others) ?? newId('person', now))
  if (decision.action === 'link' && !known.people.has(personId)) {
    throw new AppError('not_found', { what: 'person', id: personId })
  }
  return {
    organizationId: input.options.organizationId,
    userId: user.id,
    directoryId: user.directoryId,
    personId,
    rule: 'manual',
    confidence: 1,
    evidence: {},
    isPinned: true,
    distinctFrom: distinctFrom(user, { personId, input }),
    seen: stood?.seen ?? null,
    linkedAt: now,
  }
}

/** Whom a user was, or may have been taken for, and is not by what was decided: those who share a key or a person with it. */
function distinctFrom(
  user: UserFacts,
  { personId, input }: { readonly personId: string; readonly input: MatchingInput },
): string[] | null {
  const { neighbours, decisions } = input
  const keys = new Set(user.ruleKeys.flat())
  const before = neighbours.links.get(user.id)?.personId
  const others = [...neighbours.users.values()].filter(({ id, ruleKeys }) => {
    const decision = decisions.get(id)
    const decided = decision && 'personId' in decision ? decision.personId : null
    const theirs = neighbours.links.get(id)?.personId
    if (id === user.id || decided === personId || (theirs === personId && !decision)) return false
    return (theirs !== undefined && theirs === before) || ruleKeys.flat().some((key) => keys.has(key))
  })
  return others.length === 0 ? null : others.map(({ id }) => id).sort()
}

/** The person that a user is alone: it stays that person when it is said to be nobody else. */
function ownPerson(stood: StoredLink | undefined, others: ReadonlyMap<string, StoredLink>): string | null {
  const isShared = [...others.values()].some(({ personId }) => personId === stood?.personId)
  return stood && !isShared ? stood.personId : null
}

function ignoredUsers({ known, decisions }: MatchingInput): Set<string> {
  const ignored = known.cases.flatMap(({ state, userId }) => (state === 'decided' ? [userId] : []))
  const now = new Set(ignored.filter((userId) => !decisions.has(userId)))
  for (const [userId, { action }] of decisions) if (action === 'ignore') now.add(userId)
  return now
}

function mergeOf(
  { cluster, personId }: Assigned,
  { links, decided }: { readonly links: LinkPlan; readonly decided: ReadonlyMap<string, AttributeCase> },
  { options, known, now }: MatchingInput,
) {
  const { users } = cluster
  const seen = new Map(users.map(({ id }) => [id, (links.after.get(id)?.seen ?? {}) as Seen]))
  const since = users
    .flatMap(({ id }) => links.after.get(id) ?? [])
    .map((link) => [link.userId, link.linkedAt] as const)
  const linkedAt = new Map(since)
  const before = known.people.get(personId)?.person ?? null
  return mergePerson({ users, seen, linkedAt, decided, options, before, now })
}

/** Whose manager may be another one: those who name another, and those who name somebody whose keys or person changed. */
function managersOf(
  { neighbours, known }: MatchingInput,
  links: LinkPlan,
  merged: readonly MergedPerson[],
): MatchingPlan['managerInput'] {
  const { users, lookedAt, storedKeys } = neighbours
  const named = new Map(merged.map(({ assigned, merged }) => [assigned.personId, merged.managerKeys]))
  const anew = [...named].flatMap(([id, keys]) => {
    const isSame = known.people.has(id) && sameKeys(keys, known.managerKeys.get(id) ?? [])
    return isSame ? [] : [id]
  })
  const personOf = new Map([...links.after].map(([userId, { personId }]) => [userId, personId]))
  const changedKeys = new Set<string>()
  for (const id of lookedAt) {
    const [before, after] = [storedKeys.get(id) ?? new Set<string>(), new Set(users.get(id)?.keys)]
    const isSamePerson = neighbours.links.get(id)?.personId === personOf.get(id)
    const changed = isSamePerson ? before.symmetricDifference(after) : before.union(after).add(userIdKey(id))
    for (const key of changed) changedKeys.add(key)
  }
  return { named, anew, changedKeys: [...changedKeys], users, lookedAt, personOf }
}

function sameKeys(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index])
}
