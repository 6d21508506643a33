import type { Group, MatchInput } from './match-types.ts'
import { haveOtherName, haveSameAddress, haveSameName } from './names-differ.ts'
import type { MatchRule } from './people-options.ts'

/** What speaks against groups of users being one person, though they have a key of a rule in common. */
export type Objection = 'disputed' | 'conflict' | 'reused'

type ByRule = { readonly options: MatchInput['options']; readonly index: number }

/** What speaks against it; null for nothing. */
export function judge(groups: readonly Group[], { options, index }: ByRule): Objection | null {
  if (new Set(groups.flatMap(({ pins }) => [...pins])).size > 1) return 'disputed'
  if (areSaidDistinct(groups) || contradict(groups, { options, index })) return 'disputed'
  if (haveTwoActive(groups)) return 'conflict'
  if (isReused(groups, options.rules[index])) return 'reused'
  return areOthers(groups, options.rules[index]) ? 'disputed' : null
}

/**
 * Whether some are called altogether differently than others, and nothing but what the rule says, a number or an address, speaks for
 * them being one: numbers of two directories may mean different things, and addresses are given to others.
 */
function areOthers(groups: readonly Group[], rule: MatchRule | undefined): boolean {
  const isByAddress = rule?.isReassignable === true
  return groups.some((one, at) =>
    groups.slice(at + 1).some((other) => {
      return haveOtherName(one.users, other.users) && (isByAddress || !haveSameAddress(one.users, other.users))
    }),
  )
}

/** Whether somebody said of users of some that they are not those of others. */
export function areSaidDistinct(groups: readonly Group[]): boolean {
  return groups.some((one) => {
    return groups.some((other) => other !== one && other.users.some(({ id }) => one.distinct.has(id)))
  })
}

/** Whether one has another number of an employee, by a rule that comes before: then they are different people. */
export function contradict(groups: readonly Group[], { options, index }: ByRule): boolean {
  return options.rules.slice(0, index).some((rule, place) => {
    if (!rule.isIdentifying) return false
    const sets = groups.map(({ users }) => new Set(users.flatMap(({ ruleKeys }) => ruleKeys[place] ?? [])))
    const known = sets.filter(({ size }) => size > 0)
    return known.some((one, at) => known.slice(at + 1).some((other) => one.isDisjointFrom(other)))
  })
}

/** Whether a directory has several of them as active users of its own: it says itself that they are different people. */
export function haveTwoActive(groups: readonly Group[]): boolean {
  const seen = new Set<string>()
  for (const { users } of groups) {
    const directories = new Set(users.flatMap(({ active, directoryId }) => (active ? [directoryId] : [])))
    for (const directory of directories) {
      if (seen.has(directory)) return true
      seen.add(directory)
    }
  }
  return false
}

/** Whether an address or login of somebody who has left is that of somebody with another name now. */
function isReused(groups: readonly Group[], rule: MatchRule | undefined): boolean {
  if (!rule?.isReassignable) return false
  const gone = groups.filter(({ users }) => users.every(({ active }) => !active))
  const here = groups.filter((group) => !gone.includes(group))
  return gone.some((one) => here.some((other) => !haveSameName(one.users, other.users)))
}
