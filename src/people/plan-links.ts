import { isDeepStrictEqual } from 'node:util'
import type { Cause } from '../model/event.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { NewId } from '../platform/ids.ts'
import type { LinkChange } from '../store/people/link-history.ts'
import type { StoredLink } from '../store/people/person-links.ts'
import type { Assigned } from './assign-people.ts'
import type { Cluster } from './match-types.ts'
import { newestAttributes } from './merge-person.ts'
import type { PeopleOptions } from './people-options.ts'
import { sameValue } from './same-value.ts'
import type { UserFacts } from './user-facts.ts'

/** What links are planned from. `before` is how they are stored; `links` how people decided that they are to be. */
export type LinkInput = {
  readonly before: ReadonlyMap<string, StoredLink>
  readonly links: ReadonlyMap<string, StoredLink>
  readonly assigned: readonly Assigned[]
  readonly lookedAt: ReadonlySet<string>
  readonly options: PeopleOptions
  readonly newId: NewId
  readonly cause: Cause
  readonly now: Date
}

/** How links are to be, and what became of which. */
export type LinkPlan = {
  /** Every link of the users that were looked at, as it is to be. */
  readonly after: ReadonlyMap<string, StoredLink>
  readonly written: readonly StoredLink[]
  readonly unlinked: readonly string[]
  readonly history: readonly LinkChange[]
}

/** Plans the links of users to the people that they were assigned to. A link that stays is left as it is. */
export function planLinks(input: LinkInput): LinkPlan {
  const after = new Map<string, StoredLink>()
  for (const { cluster, personId } of input.assigned) {
    for (const user of cluster.users) after.set(user.id, linkOf(user, { cluster, personId, input }))
  }
  const unlinked = [...input.lookedAt].filter((id) => input.before.has(id) && !after.has(id))
  const written = [...after.values()].filter((link) => !isSameLink(input.before.get(link.userId), link))
  return { after, written, unlinked, history: historyOf(input, { after, unlinked }) }
}

type Place = { readonly cluster: Cluster; readonly personId: string; readonly input: LinkInput }

function linkOf(user: UserFacts, { cluster, personId, input }: Place): StoredLink {
  const { links, options, now } = input
  const known = links.get(user.id)
  const by = cluster.matchedBy.get(user.id)
  const seen = seenOf(user, known?.seen ?? null, options)
  // One by which others found it before, and that a rule has found since, is linked by that rule from now on; not one that stays
  // for the link of another that holds: the rule's link would be young, and the next look at it would take it away.
  const stays = known?.rule !== 'new' || !by || cluster.held.has(user.id)
  if (known?.personId === personId && stays) return { ...known, seen }
  return {
    organizationId: options.organizationId,
    userId: user.id,
    directoryId: user.directoryId,
    personId,
    rule: by?.rule ?? 'new',
    confidence: by?.confidence ?? 1,
    evidence: by ? evidenceOf(by.rule, user) : {},
    isPinned: false,
    distinctFrom: null,
    seen,
    linkedAt: now,
  }
}

function evidenceOf(rule: string, user: UserFacts): JsonObject {
  return Object.fromEntries(rule.split('&').map((attribute) => [attribute, user.values[attribute]]))
}

/** What the user says of attributes of which the newest value counts, with the time at which it first did. */
function seenOf(user: UserFacts, before: JsonObject | null, options: PeopleOptions): JsonObject | null {
  const attributes = newestAttributes(options).filter((attribute) => user.values[attribute] !== undefined)
  if (attributes.length === 0) return null
  const seen = attributes.map((attribute): [string, Json] => {
    const value = user.values[attribute] as Json
    const known = before?.[attribute]
    const isSame = isSeen(known) && sameValue(known.value, value)
    return [attribute, isSame ? known : { value, at: user.updatedAt.toISOString() }]
  })
  return Object.fromEntries(seen)
}

function isSeen(value: Json | undefined): value is JsonObject & { value: Json } {
  return typeof value === 'object' && value !== null && 'value' in value
}

function isSameLink(one: StoredLink | undefined, other: StoredLink): boolean {
  if (!one) return false
  const { personId, rule, isPinned, linkedAt } = one
  const isSame = personId === other.personId && rule === other.rule && isPinned === other.isPinned
  return (
    isSame &&
    linkedAt.getTime() === other.linkedAt.getTime() &&
    sameValue(one.seen ?? undefined, other.seen ?? undefined) &&
    isDeepStrictEqual(one.distinctFrom, other.distinctFrom)
  )
}

function historyOf(
  { before, newId, cause, now }: LinkInput,
  { after, unlinked }: Pick<LinkPlan, 'after' | 'unlinked'>,
): LinkChange[] {
  const change = (action: LinkChange['action'], link: StoredLink): LinkChange => {
    const { userId, personId, rule, evidence } = link
    return { id: newId('person_link', now), userId, personId, action, rule, evidence, cause, at: now }
  }
  const linked = [...after.values()].flatMap((link) => {
    const known = before.get(link.userId)
    if (!known) return [change('linked', link)]
    return known.personId === link.personId ? [] : [change('unlinked', known), change('relinked', link)]
  })
  const ended = unlinked.flatMap((id) => {
    const known = before.get(id)
    return known ? [change('unlinked', known)] : []
  })
  return [...linked, ...ended]
}
