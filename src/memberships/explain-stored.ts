import type { Queryable } from '../store/database.ts'
import { readHandOfPeople } from '../store/overlay/hand.ts'
import { readManagerChains, readRulePeople } from '../store/overlay/members-people.ts'
import { type ExplainedMembership, explainMembership } from './explain-membership.ts'
import type { OverlayCache } from './overlay-cache.ts'
import { personInput } from './person-input.ts'

/** A person and an object of an organization, and when. */
export type MembershipQuestion = {
  readonly organizationId: string
  readonly personId: string
  /** `Group/eng-leads`. */
  readonly address: string
  readonly now: Date
}

/** Why a person of the database is, or is not, in an object as the overlay is now. Null when either is not there. */
export async function explainStoredMembership(
  on: Queryable,
  overlays: OverlayCache,
  { organizationId, personId, address, now }: MembershipQuestion,
): Promise<ExplainedMembership | null> {
  const { compiled } = await overlays.load(on, organizationId)
  const attributes = Object.keys(compiled.attributes)
  const [people, rows, chains] = await Promise.all([
    readRulePeople(on, organizationId, { attributes, which: { ids: [personId] } }),
    readHandOfPeople(on, organizationId, [personId]),
    readManagerChains(on, organizationId, [personId]),
  ])
  const [found] = people
  if (!found) return null
  const hand = new Map(
    rows.map(({ kind, objectId, action, until, actor }) => [`${kind}/${objectId}`, { action, until, actor }] as const),
  )
  return explainMembership(compiled, { person: personInput(found, chains.get(personId) ?? []), hand, now }, address)
}
