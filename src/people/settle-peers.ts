import type { AttributeCase, AttributeClaim } from '../model/attribute-case.ts'
import type { Json } from '../model/json.ts'
import type { AttributeSource } from '../model/person.ts'
import { settlesAfterMs } from './match-users.ts'
import type { MergeInput, Won } from './merge-person.ts'
import { sameValue } from './same-value.ts'
import type { UserFacts } from './user-facts.ts'

/** Peers that differ about an attribute, of which nobody has said yet whose word counts. */
export type AttributeDispute = { readonly attribute: string; readonly claims: readonly AttributeClaim[] }

/** What becomes of an attribute: its value, if it has one, and what a person has to decide. */
export type Settled = { readonly won: Won | null; readonly dispute: AttributeDispute | null }

/**
 * What becomes of an attribute of which a person decides when peers differ. Whoever was chosen has the word, whatever that user says
 * by now; it is asked anew when somebody says what was not known when that was decided. Where nobody was chosen the value that
 * stood stays, and else there is none: whose user came first makes no difference before a day has passed, as in matching.
 */
export function settlePeers(
  attribute: string,
  { having, peers }: { readonly having: readonly UserFacts[]; readonly peers: readonly string[] },
  input: MergeInput,
): Settled {
  const [first] = having
  const wordOf = ({ values }: UserFacts) => values[attribute] as Json
  if (!first) return { won: null, dispute: null }
  if (having.every((user) => sameValue(wordOf(user), wordOf(first)))) {
    return { won: { value: wordOf(first), from: [first], rule: 'peer' }, dispute: null }
  }
  const claims = having.map((user) => ({ userId: user.id, directoryId: user.directoryId, value: wordOf(user) }))
  const decided = input.decided.get(attribute)
  const chosen = having.find(({ id }) => id === decided?.chosenUserId)
  if (!decided || !chosen) return { won: standing(attribute, peers, input), dispute: { attribute, claims } }
  const isAnew = claims.some(({ userId, value }) => {
    return !sameValue(value, wordOf(chosen)) && !wasKnown(decided, userId, value)
  })
  const won: Won = { value: wordOf(chosen), from: [chosen], rule: 'chosen' }
  return { won, dispute: isAnew ? { attribute, claims } : null }
}

/** Whether a user said this when it was decided whose word counts. */
function wasKnown({ claims }: AttributeCase, userId: string, value: Json): boolean {
  return claims.some((claim) => claim.userId === userId && sameValue(claim.value, value))
}

/** The value that the person has, of somebody who still is that person: if it held before, was chosen, or is no value of today. */
function standing(
  attribute: string,
  peers: readonly string[],
  { users, before, linkedAt, now }: MergeInput,
): Won | null {
  const value = before?.attributes[attribute]
  const [source, ...others] = [before?.sources[attribute] ?? []].flat() as AttributeSource[]
  if (value === undefined || !source || others.length > 0) return null
  const user = users.find(({ id, directoryId }) => id === source.userId && peers.includes(directoryId))
  if (!user) return null
  const times = [new Date(source.since), linkedAt.get(user.id) ?? now]
  const isOld = times.some((at) => now.getTime() - at.getTime() >= settlesAfterMs)
  return isOld || source.rule === 'held' || source.rule === 'chosen' ? { value, from: [user], rule: 'held' } : null
}
