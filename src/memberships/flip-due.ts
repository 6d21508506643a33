import { type DuePerson, findDuePeople, forgetDue } from '../store/overlay/flips.ts'
import { readRulePeople } from '../store/overlay/members-people.ts'
import { overlayToFollow } from './begin-evaluation.ts'
import { withUnitsBelow } from './changed-inputs.ts'
import { evaluatePeople, type Subject } from './evaluate-people.ts'
import { inOrganization } from './in-organization.ts'
import type { MembershipGround } from './membership-ground.ts'

const flipsAtOnce = 500

/** Which organizations are left out of a round: those that have failed in it. */
export type FlipRound = { readonly without: readonly string[] }

/** The organization that has waited longest, and how many of its people were due. */
export type Flipped = { readonly organizationId: string; readonly people: number; readonly error?: unknown }

/**
 * Evaluates again whoever has reached a time at which a rule or a last day says something else: the next people of the organization
 * that has waited longest. Null means that nobody is due.
 */
export async function flipDue(
  ground: MembershipGround,
  { without }: FlipRound = { without: [] },
): Promise<Flipped | null> {
  const { database, platform } = ground
  const due = await findDuePeople(database, platform.clock.now(), { limit: flipsAtOnce, without })
  const organizationId = due[0]?.organizationId
  if (organizationId === undefined) return null
  const flipped = { organizationId, people: due.length }
  try {
    await flipThese(ground, organizationId, due)
    return flipped
  } catch (error) {
    return { ...flipped, error }
  }
}

function flipThese(ground: MembershipGround, organizationId: string, due: readonly DuePerson[]): Promise<void> {
  return inOrganization(ground, organizationId, async (on, now) => {
    const compiled = await overlayToFollow(on, ground.overlays, organizationId)
    const addresses = new Map(due.map((one) => [one.personId, one.addresses]))
    // All attributes: what follows may read any of them.
    const attributes = Object.keys(compiled.attributes)
    const people = await readRulePeople(on, organizationId, { attributes, which: { ids: [...addresses.keys()] } })
    const subjects = people.map((person): Subject => {
      const positions = (addresses.get(person.id) ?? []).flatMap((one) => compiled.positions.get(one) ?? [])
      return { id: person.id, person, positions: () => withUnitsBelow(compiled, positions) }
    })
    const events = await evaluatePeople(on, { organizationId, compiled, now }, subjects)
    // Those of objects and people that are gone have no next time. Others that are due by now come next.
    await forgetDue(on, organizationId, { due, now })
    return { result: undefined, events }
  })
}
