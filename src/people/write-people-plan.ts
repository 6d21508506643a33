import type { Queryable } from '../store/database.ts'
import { writeAttributeCases } from '../store/people/attribute-cases.ts'
import { forgetFormerPeople, removePeople } from '../store/people/former-people.ts'
import { insertLinkHistory } from '../store/people/link-history.ts'
import { replaceManagerKeys } from '../store/people/manager-keys.ts'
import { writeCases } from '../store/people/match-cases.ts'
import { insertPeople, updatePeople } from '../store/people/people.ts'
import { writeUserKeys } from '../store/people/person-keys.ts'
import { deleteLinks, writeLinks } from '../store/people/person-links.ts'
import type { PeoplePlan } from './people-plan.ts'

/** Writes what a plan says, in its transaction. The queries go out together: each kind is one statement for all rows. */
export async function writePeoplePlan(
  on: Queryable,
  { organizationId, plan, now }: { readonly organizationId: string; readonly plan: PeoplePlan; readonly now: Date },
): Promise<void> {
  await Promise.all([
    forgetFormerPeople(on, organizationId, plan.restored),
    removePeople(on, organizationId, { gone: plan.gone, at: now }),
    insertPeople(on, organizationId, plan.created),
    updatePeople(on, organizationId, plan.updated),
    deleteLinks(on, organizationId, plan.unlinked),
    writeLinks(on, organizationId, plan.links),
    insertLinkHistory(on, organizationId, plan.history),
    writeUserKeys(on, organizationId, plan.keys),
    replaceManagerKeys(on, organizationId, plan.managerKeys),
    writeCases(on, organizationId, plan.cases),
    writeAttributeCases(on, organizationId, plan.attributeCases),
  ])
}
