import type { AttributeCase } from '../model/attribute-case.ts'
import type { NewId } from '../platform/ids.ts'
import { deciderOf } from './merge-person.ts'
import type { PeopleOptions } from './people-options.ts'
import type { MergedPerson } from './plan-people.ts'
import { sameValue } from './same-value.ts'
import type { AttributeDispute } from './settle-peers.ts'

/** What somebody says, by the ids of cases: the user whose word counts, or null to take back what was said. */
export type AttributeChoices = ReadonlyMap<string, string | null>

/**
 * The cases as they are when what somebody says of them counts. A decision ends an older one of the same attribute; one that is
 * taken back leaves the case open, unless another is.
 */
export function withChoices(
  standing: readonly AttributeCase[],
  choices: AttributeChoices,
  now: Date,
): readonly AttributeCase[] {
  const chosen = standing.filter(({ id }) => choices.has(id))
  return standing.map((found): AttributeCase => {
    const userId = choices.get(found.id)
    const other = standing.find((one) => one !== found && isSameAttribute(one, found))
    if (userId) return { ...found, state: 'decided', chosenUserId: userId, decidedAt: now }
    if (userId === null && other?.state === 'open') return { ...found, state: 'obsolete' }
    if (userId === null) return { ...found, state: 'open', chosenUserId: null, decidedAt: null }
    const isOvertaken = chosen.some((one) => choices.get(one.id) && isSameAttribute(one, found))
    return isOvertaken ? { ...found, state: 'obsolete' } : found
  })
}

/** By attribute, whose word somebody chose for a person. */
export function decidedOf(personId: string, cases: readonly AttributeCase[]): ReadonlyMap<string, AttributeCase> {
  const decided = cases.filter((one) => one.personId === personId && one.state === 'decided')
  return new Map(decided.map((one) => [one.attribute, one]))
}

/** What cases are planned from. */
export type AttributeCaseInput = {
  readonly organizationId: string
  readonly merged: readonly MergedPerson[]
  /** As they are stored: open or decided, of the people who were looked at. */
  readonly standing: readonly AttributeCase[]
  /** The same, by what somebody says now. */
  readonly chosen: readonly AttributeCase[]
  readonly options: PeopleOptions
  readonly newId: NewId
  readonly now: Date
}

/** How cases are to be, those that end first; and which of them there is something to tell of. */
export type AttributeCasePlan = { readonly written: readonly AttributeCase[]; readonly told: readonly AttributeCase[] }

/** Opens a case for each attribute about which peers differ, and ends those about which they agree, or that nobody has any more. */
export function planAttributeCases(input: AttributeCaseInput): AttributeCasePlan {
  const { merged, standing, chosen } = input
  const personOf = new Map(merged.map((one) => [one.assigned.personId, one]))
  const followed = chosen.map((found) => followedCase(found, personOf.get(found.personId), input))
  const opened = merged.flatMap((person) => openedCases(person, followed, input))
  const stateOf = new Map(standing.map(({ id, state }) => [id, state]))
  const written = [...followed.filter((one) => !standing.includes(one)), ...opened]
  return {
    written: written.sort((one, other) => places[one.state] - places[other.state]),
    told: written.filter(({ id, state }) => state !== 'obsolete' || stateOf.get(id) === 'open'),
  }
}

/** Of an attribute only one case can be open at a time. */
const places = { obsolete: 0, decided: 1, open: 2 } as const

function followedCase(
  found: AttributeCase,
  person: MergedPerson | undefined,
  { options, now }: AttributeCaseInput,
): AttributeCase {
  if (found.state === 'decided') {
    const { authority } = deciderOf(found.attribute, options)
    const isCase = authority.by === 'peer' && authority.conflict === 'case'
    const isThere = person?.assigned.cluster.users.some(({ id }) => id === found.chosenUserId)
    return isCase && isThere ? found : { ...found, state: 'obsolete' }
  }
  if (found.state === 'obsolete') return found
  const dispute = person?.merged.disputes.find(({ attribute }) => attribute === found.attribute)
  if (!dispute) return { ...found, state: 'obsolete', decidedAt: now }
  return sameClaims(found, dispute) ? found : { ...found, claims: dispute.claims }
}

function openedCases(
  { assigned: { personId }, merged }: MergedPerson,
  followed: readonly AttributeCase[],
  { organizationId, newId, now }: AttributeCaseInput,
): AttributeCase[] {
  const open = followed.filter((one) => one.personId === personId && one.state === 'open')
  const anew = merged.disputes.filter(({ attribute }) => !open.some((one) => one.attribute === attribute))
  return anew.map(({ attribute, claims }) => ({
    id: newId('attribute_case', now),
    organizationId,
    personId,
    attribute,
    state: 'open',
    claims,
    chosenUserId: null,
    openedAt: now,
    decidedAt: null,
  }))
}

function isSameAttribute(one: AttributeCase, other: AttributeCase): boolean {
  return one.personId === other.personId && one.attribute === other.attribute
}

function sameClaims({ claims }: AttributeCase, dispute: AttributeDispute): boolean {
  if (claims.length !== dispute.claims.length) return false
  return claims.every(({ userId, value }, index) => {
    const claim = dispute.claims[index]
    return claim?.userId === userId && sameValue(claim.value, value)
  })
}
