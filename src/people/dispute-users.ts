import { areSaidDistinct, contradict, haveTwoActive, type Objection } from './judge-match.ts'
import type { Dispute, Group, MatchInput } from './match-types.ts'
import type { MatchRule } from './people-options.ts'
import { byAuthority } from './user-facts.ts'

type Refused = {
  readonly rule: MatchRule
  readonly index: number
  readonly options: MatchInput['options']
  readonly verdict: Objection | 'low_confidence'
}

/**
 * Of groups that a key would make one, but that must not become one without a person: which of them stand by themselves, and which
 * users are disputed. Those stand that are known by more than this key. Where none is, those of the best directory do: a
 * directory does not have one human twice. Users that are disputed have as candidates those that stand.
 */
export function chooseStanding(groups: readonly Group[], refused: Refused): Dispute[] {
  if (groups.length < 2) return []
  const known = groups.filter((group) => isKnownBetter(group, refused))
  const best = ofBestDirectory(groups)
  // The best directory knows that one of its own is none of them, when each of them is another of its own.
  const apart = best.filter((group) => known.every((other) => other !== group && haveTwoActive([other, group])))
  const standing = known.length > 0 ? [...known, ...apart] : best
  const others = groups.filter((group) => !standing.includes(group))
  return others.flatMap((group) => {
    const candidates = standing.filter((candidate) => isPossible(group, candidate, refused))
    return candidates.length === 0 ? [] : group.users.map((user) => disputeOf(user, candidates, refused))
  })
}

/** Whether a group is more than one user that this key alone tells of. */
function isKnownBetter({ users, pins, held }: Group, { options, index }: Refused): boolean {
  if (users.length > 1 || pins.size > 0 || held.size > 0) return true
  return options.rules.slice(0, index).some((rule, place) => {
    return rule.isIdentifying && users.some(({ ruleKeys }) => (ruleKeys[place]?.length ?? 0) > 0)
  })
}

function ofBestDirectory(groups: readonly Group[]): Group[] {
  const rankOf = ({ users }: Group) => Math.min(...users.map(({ rank }) => rank))
  const best = Math.min(...groups.map(rankOf))
  return groups.filter((group) => rankOf(group) === best)
}

/**
 * Nobody of whom somebody said that it is somebody else. With little confidence, somebody whom a directory or a number tells apart is
 * no candidate either.
 */
function isPossible(group: Group, candidate: Group, { verdict, options, index }: Refused): boolean {
  if (areSaidDistinct([group, candidate])) return false
  if (verdict !== 'low_confidence') return true
  return !contradict([group, candidate], { options, index }) && !haveTwoActive([group, candidate])
}

function disputeOf(user: Dispute['user'], candidates: readonly Group[], { rule, verdict }: Refused): Dispute {
  const first = candidates.flatMap(({ users }) => users.toSorted(byAuthority).slice(0, 1))
  const reason = verdict === 'low_confidence' || candidates.length === 1 ? verdict : 'disputed'
  return { user, reason, rule: rule.name, candidates: first.sort(byAuthority) }
}
