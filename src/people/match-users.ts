import type { PersonLink } from '../model/person.ts'
import { chooseStanding } from './dispute-users.ts'
import { judge, type Objection } from './judge-match.ts'
import type { Cluster, Dispute, Group, Matched, MatchedBy, MatchInput } from './match-types.ts'
import type { MatchRule } from './people-options.ts'
import { byAuthority, type UserFacts } from './user-facts.ts'

/** A link by a rule holds for good once it has held for so long: until then rules may correct themselves. */
export const settlesAfterMs = 24 * 60 * 60 * 1000

type Work = {
  readonly input: MatchInput
  readonly groupOf: Map<string, Group>
  readonly matchedBy: Map<string, MatchedBy>
  readonly disputes: Dispute[]
}

/**
 * Says which users are one person: a pure function of the users and of what people decided, so that the order in which users came
 * makes no difference. Rules are gone through in order. The users that have a key in common become one where nothing speaks
 * against it; else those that stand by themselves do, and of the others a person has to say whose they are.
 */
export function matchUsers(input: MatchInput): Matched {
  const work: Work = { input, groupOf: firstGroups(input), matchedBy: new Map(), disputes: [] }
  for (const [index, rule] of input.options.rules.entries()) applyRule(work, rule, index)
  const disputed = new Set(work.disputes.map(({ user }) => user.id))
  const groups = new Set(work.groupOf.values())
  const clusters = [...groups].filter(({ users }) => !users.some(({ id }) => disputed.has(id)))
  return { clusters: clusters.map((group) => toCluster(group, work)), disputes: work.disputes }
}

/** Whether a link holds whatever its user's values are now: made by a person, or by a rule that is still one, long enough ago. */
export function isHeld(link: PersonLink, { options, now }: Pick<MatchInput, 'options' | 'now'>): boolean {
  if (link.isPinned) return true
  const isRule = options.rules.some(({ name, confidence }) => name === link.rule && confidence >= options.accept)
  return isRule && now.getTime() - link.linkedAt.getTime() >= settlesAfterMs
}

function firstGroups(input: MatchInput): Map<string, Group> {
  const { users, links, ignored } = input
  const groupOf = new Map<string, Group>()
  for (const [personId, linked] of Map.groupBy(users, ({ id }) => links.get(id)?.personId ?? '')) {
    const group = heldGroup(personId, linked, input)
    for (const { id } of group.users) groupOf.set(id, group)
  }
  for (const user of users) {
    if (groupOf.has(user.id) || ignored.has(user.id)) continue
    groupOf.set(user.id, { users: [user], pins: new Set(), held: new Set(), distinct: new Set() })
  }
  return groupOf
}

/** The users of a person whose links hold, and whoever they joined; of those that do not hold the rules say anew whose they are. */
function heldGroup(personId: string, linked: readonly UserFacts[], input: MatchInput): Group {
  const linkOf = ({ id }: UserFacts) => input.links.get(id)
  const held = linked.filter(({ id }) => isHeldUser(id, input))
  const joined = held.length > 0 ? linked.filter((user) => linkOf(user)?.rule === 'new') : []
  const users = [...new Set([...held, ...joined])]
  const isPinned = held.some((user) => linkOf(user)?.isPinned)
  return {
    users,
    pins: new Set(isPinned ? [personId] : []),
    held: new Set(users.map(({ id }) => id)),
    distinct: new Set(held.flatMap((user) => linkOf(user)?.distinctFrom ?? [])),
  }
}

function isHeldUser(id: string, input: MatchInput): boolean {
  const link = input.links.get(id)
  return link !== undefined && isHeld(link, input)
}

/** Users with one key in common, in the groups that they are in. */
type Shared = { readonly key: string; readonly groups: readonly Group[] }

function applyRule(work: Work, rule: MatchRule, index: number): void {
  const { options } = work.input
  const isSure = rule.confidence >= options.accept
  const judged = sharedKeys(work, index).map((one) => ({ ...one, objection: judge(one.groups, { options, index }) }))
  const agreeing = isSure ? judged.filter(({ objection }) => objection === null) : []
  const refused: Refused[] = judged.filter((one) => !agreeing.includes(one))
  for (const joined of connected(agreeing)) {
    const groups = [...new Set(joined.flatMap((one) => one.groups))]
    if (judge(groups, { options, index }) === null) join(work, groups, { rule, keys: joined })
    else refused.push(...joined)
  }
  for (const one of refused.sort((some, other) => (some.key < other.key ? -1 : 1))) {
    const verdict = isSure ? (one.objection ?? 'disputed') : 'low_confidence'
    const found = chooseStanding(groupsNow(work, one), { rule, index, options, verdict })
    work.disputes.push(...found.filter((dispute) => !isDisputed(work, dispute)))
  }
  for (const { user } of work.disputes) work.groupOf.delete(user.id)
}

type Refused = Shared & { readonly objection: Objection | null }

/** The groups that users are in now, after others were joined. */
function groupsNow({ groupOf }: Work, { groups }: Shared): Group[] {
  return [...new Set(groups.flatMap(({ users }) => users.flatMap(({ id }) => groupOf.get(id) ?? [])))]
}

function isDisputed({ disputes }: Work, { user }: Dispute): boolean {
  return disputes.some((other) => other.user.id === user.id)
}

/** The keys of a rule that users of several groups have in common. */
function sharedKeys({ input, groupOf }: Work, index: number): Shared[] {
  const byKey = new Map<string, Set<Group>>()
  for (const user of input.users) {
    const group = groupOf.get(user.id)
    if (!group) continue
    for (const key of user.ruleKeys[index] ?? []) {
      if (input.wornOut.has(key)) continue
      const groups = byKey.get(key) ?? new Set()
      byKey.set(key, groups.add(group))
    }
  }
  return [...byKey].filter(([, groups]) => groups.size > 1).map(([key, groups]) => ({ key, groups: [...groups] }))
}

/** Keys whose groups overlap come together, since joining one changes the other. */
function connected<One extends Shared>(shared: readonly One[]): One[][] {
  const parts: { groups: Set<Group>; keys: One[] }[] = []
  for (const one of shared) {
    const touched = parts.filter(({ groups }) => one.groups.some((group) => groups.has(group)))
    const merged = { groups: new Set(one.groups), keys: [one] }
    for (const part of touched) {
      for (const group of part.groups) merged.groups.add(group)
      merged.keys.push(...part.keys)
      parts.splice(parts.indexOf(part), 1)
    }
    parts.push(merged)
  }
  return parts.map(({ keys }) => keys)
}

function join(
  work: Work,
  groups: readonly Group[],
  { rule, keys }: { readonly rule: MatchRule; readonly keys: readonly Shared[] },
): void {
  const shared = new Set(keys.map(({ key }) => key))
  const [into, ...others] = groups
  if (!into) return
  for (const other of others) {
    into.users.push(...other.users)
    for (const pin of other.pins) into.pins.add(pin)
    for (const id of other.held) into.held.add(id)
    for (const id of other.distinct) into.distinct.add(id)
  }
  for (const user of into.users) {
    work.groupOf.set(user.id, into)
    const key = work.matchedBy.has(user.id) ? undefined : user.ruleKeys.flat().find((one) => shared.has(one))
    if (key) work.matchedBy.set(user.id, { rule: rule.name, confidence: rule.confidence, key })
  }
}

function toCluster({ users, pins, held }: Group, { matchedBy }: Work): Cluster {
  const sorted = users.toSorted(byAuthority)
  const [first] = sorted
  const of = sorted.flatMap(({ id }): [string, MatchedBy][] => {
    const by = id === first?.id ? undefined : matchedBy.get(id)
    return by ? [[id, by]] : []
  })
  return { users: sorted, pinned: [...pins][0] ?? null, held, matchedBy: new Map(of) }
}
