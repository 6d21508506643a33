import { findDuePeople, forgetDue } from '../store/overlay/flips.ts'
import { readRulePeople } from '../store/overlay/members-people.ts'
import { withUnitsBelow } from './changed-inputs.ts'
import { evaluatePeople, type Subject } from './evaluate-people.ts'
import { inOrganization } from './in-organization.ts'
import type { MembershipGround } from './membership-ground.ts'

const peopleAtOnce = 500

/**
 * Evaluates again whoever has reached a time at which a rule or a last day says something else: the next people of the organization
 * that has waited longest. Gives how many there were; none means that nobody is due.
 */
export async function flipDue(ground: MembershipGround): Promise<number> {
  const { database, platform, overlays } = ground
  const due = await findDuePeople(database, platform.clock.now(), peopleAtOnce)
  const organizationId = due[0]?.organizationId
  if (organizationId === undefined) return 0
  return inOrganization(ground, organizationId, async (on, now) => {
    const { compiled } = await overlays.load(on, organizationId)
    const addresses = new Map(due.map((one) => [one.personId, one.addresses]))
    const personIds = [...addresses.keys()]
    // All attributes: what follows may read any of them.
    const attributes = Object.keys(compiled.attributes)
    const people = await readRulePeople(on, organizationId, { attributes, which: { ids: personIds } })
    const subjects = people.map((person): Subject => {
      const positions = (addresses.get(person.id) ?? []).flatMap((one) => compiled.positions.get(one) ?? [])
      return { id: person.id, person, positions: () => withUnitsBelow(compiled, positions) }
    })
    const events = await evaluatePeople(on, { organizationId, compiled, now }, subjects)
    // Those of objects and people that are gone have no next time.
    await forgetDue(on, organizationId, { personIds, now })
    return { result: due.length, events }
  })
}
