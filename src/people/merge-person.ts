import type { AttributeCase } from '../model/attribute-case.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { AttributeSource, Person } from '../model/person.ts'
import type { AttributeDecider, CompiledAuthority, PeopleOptions } from './people-options.ts'
import { statusOf } from './person-status.ts'
import { sameValue } from './same-value.ts'
import { type AttributeDispute, type Settled, settlePeers } from './settle-peers.ts'
import { byAuthority, type UserFacts } from './user-facts.ts'

/** What a user said last of attributes of which the newest value counts, and since when. */
export type Seen = Readonly<Record<string, { readonly value: Json; readonly at: string }>>

/** Users that are one person, and how that person was until now. */
export type MergeInput = {
  readonly users: readonly UserFacts[]
  readonly seen: ReadonlyMap<string, Seen>
  /** Since when each user is this person's. */
  readonly linkedAt: ReadonlyMap<string, Date>
  /** By attribute, whose word counts of peers that differ, as somebody said. */
  readonly decided: ReadonlyMap<string, AttributeCase>
  readonly options: PeopleOptions
  readonly before: Pick<Person, 'attributes' | 'sources'> | null
  readonly now: Date
}

/** A person as its users make it, but for the manager, of whom only the keys are known here. */
export type Merged = Pick<Person, 'status' | 'isService' | 'displayName' | 'attributes' | 'sources'> & {
  readonly managerKeys: readonly string[]
  readonly nextFlipAt: Date | null
  /** Attributes about which peers differ, and of which nobody has said whose word counts. */
  readonly disputes: readonly AttributeDispute[]
}

/** The value of an attribute, and of whom it is: several for a union of sets. */
export type Won = { readonly value: Json; readonly from: readonly UserFacts[]; readonly rule: AttributeSource['rule'] }

/** Merges users by who decides about which attribute: a pure function of them, but for the times at which values came. */
export function mergePerson(input: MergeInput): Merged {
  const { users, options, before, now } = input
  const attributes: JsonObject = {}
  const sources: Record<string, AttributeSource | readonly AttributeSource[]> = {}
  const disputes: AttributeDispute[] = []
  for (const attribute of options.attributes.keys()) {
    const { won, dispute } = settle(attribute, input)
    if (dispute) disputes.push(dispute)
    if (!won) continue
    attributes[attribute] = won.value
    sources[attribute] = sourcesOf(won, { attribute, before, now })
  }
  const isActive = users.some(({ active }) => active)
  const { status, flipsAt } = statusOf(attributes, isActive, now)
  return {
    status,
    isService: users.every(({ isService }) => isService),
    displayName: displayNameOf(attributes, users),
    attributes,
    sources,
    managerKeys: managerKeysOf(input),
    nextFlipAt: flipsAt,
    disputes,
  }
}

/** Who decides about an attribute. */
export function deciderOf(attribute: string, options: PeopleOptions): AttributeDecider {
  return options.deciders.get(attribute) ?? options.defaultDecider
}

/** The value of an attribute and whose it is, if anybody who has a say has one; and whether a person has to decide about it. */
function settle(attribute: string, input: MergeInput): Settled {
  const { authority } = deciderOf(attribute, input.options)
  const having = candidatesOf(attribute, input.users, authority)
  if (authority.by === 'peer' && authority.conflict === 'case') {
    return settlePeers(attribute, { having, peers: authority.directories }, input)
  }
  return { won: winnerOf(attribute, { authority, having, seen: input.seen }), dispute: null }
}

type Winning = {
  readonly authority: CompiledAuthority
  readonly having: readonly UserFacts[]
  readonly seen: MergeInput['seen']
}

/** The value of an attribute and whose it is; null when nobody who has a say has one. */
function winnerOf(attribute: string, { authority, having, seen }: Winning): Won | null {
  const [first] = having
  if (!first) return null
  const value = first.values[attribute] as Json
  if (authority.by === 'owner') return { value, from: [first], rule: 'owner' }
  if (authority.by === 'union') return unionOf(attribute, having)
  const differ = having.some((user) => !sameValue(user.values[attribute], value))
  if (!differ || authority.conflict === 'first') return { value, from: [first], rule: 'peer' }
  const newest = having.reduce((best, user) => (timeOf(user) > timeOf(best) ? user : best), first)
  return { value: newest.values[attribute] as Json, from: [newest], rule: 'peer' }

  function timeOf(user: UserFacts): string {
    const known = seen.get(user.id)?.[attribute]
    return known && sameValue(known.value, user.values[attribute]) ? known.at : user.updatedAt.toISOString()
  }
}

/** The users who have a say about an attribute and a value of it, the best first. */
function candidatesOf(attribute: string, users: readonly UserFacts[], { directories }: CompiledAuthority): UserFacts[] {
  const placeOf = ({ directoryId }: UserFacts) => directories.indexOf(directoryId)
  return users
    .filter((user) => user.values[attribute] !== undefined && placeOf(user) >= 0)
    .sort((one, other) => placeOf(one) - placeOf(other) || byAuthority(one, other))
}

/** Attributes of which the newest value counts. */
export function newestAttributes({ deciders }: PeopleOptions): string[] {
  return [...deciders].flatMap(([attribute, { authority }]) =>
    authority.by === 'peer' && authority.conflict === 'newest' ? [attribute] : [],
  )
}

function unionOf(attribute: string, having: readonly UserFacts[]): Won {
  const lists = having.map(({ values }) => values[attribute])
  const [first] = lists
  if (!Array.isArray(first)) return { value: first as Json, from: having.slice(0, 1), rule: 'union' }
  const all = new Set(lists.flatMap((list) => (Array.isArray(list) ? list : [])))
  return { value: [...all].sort(), from: having, rule: 'union' }
}

function sourcesOf(
  { value, from, rule }: Won,
  { attribute, before, now }: Pick<MergeInput, 'before' | 'now'> & { readonly attribute: string },
): AttributeSource | AttributeSource[] {
  const stood = [before?.sources[attribute] ?? []].flat()
  const isSame = sameValue(before?.attributes[attribute], value)
  const sources = from.map(({ id, directoryId }): AttributeSource => {
    const known = isSame ? (stood.find(({ userId }) => userId === id) ?? ofPeers(stood, rule)) : undefined
    return { directoryId, userId: id, rule, since: known?.since ?? now.toISOString() }
  })
  const [only] = sources
  return only && rule !== 'union' ? only : sources
}

/** Of peers any can be named as the source of what they all say: the value is no newer for it. */
function ofPeers([first]: readonly AttributeSource[], rule: AttributeSource['rule']): AttributeSource | undefined {
  return rule === 'peer' ? first : undefined
}

function managerKeysOf({ users, options }: MergeInput): readonly string[] {
  const { authority } = deciderOf('manager', options)
  const placeOf = ({ directoryId }: UserFacts) => authority.directories.indexOf(directoryId)
  const having = users.filter((user) => user.managerKeys.length > 0 && placeOf(user) >= 0)
  const [first] = having.sort((one, other) => placeOf(one) - placeOf(other) || byAuthority(one, other))
  return first?.managerKeys ?? []
}

function displayNameOf(attributes: JsonObject, users: readonly UserFacts[]): string {
  const { displayName, preferredName, givenName, familyName, mail, userName } = attributes
  const full = [givenName, familyName].filter(Boolean).join(' ')
  const name = displayName || full || preferredName || mail || userName || users[0]?.idpId
  return String(name ?? '')
}
