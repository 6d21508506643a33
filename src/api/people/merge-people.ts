import type { Caller } from '../../model/api-key.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Person } from '../../model/person.ts'
import { toPersonObject } from '../../model/person-object.ts'
import type { PeopleWork } from '../../people/apply-people.ts'
import { previousAttributes } from '../../people/people-events.ts'
import type { PeoplePlan } from '../../people/people-plan.ts'
import type { Decision } from '../../people/plan-cases.ts'
import type { Queryable } from '../../store/database.ts'
import { linksOfPerson, type ShownLink } from '../../store/people/read-person-links.ts'
import { toLinkObject } from './link-object.ts'
import { hiddenAttributes, withoutHidden } from './shown-person.ts'

/** Two people who are one: who stays, and who becomes that one. */
export type Merge = { readonly into: Person; readonly from: Person; readonly moving: readonly ShownLink[] }

/** What is to be merged, with the users that move. */
export async function readMerge(on: Queryable, { into, from }: Omit<Merge, 'moving'>): Promise<Merge> {
  return { into, from, moving: await linksOfPerson(on, from.organizationId, from.id) }
}

/** Says of every user of the one that it is the other: what linking them by hand one by one says, at once. */
export function workOf({ into, from, moving }: Merge, cause: PeopleWork['cause']): PeopleWork {
  // Those that are gone from their directory are nobody's in a moment.
  const userIds = moving.flatMap(({ userId, user }) => (user ? [userId] : []))
  const decision: Decision = { action: 'link', personId: into.id }
  return {
    organizationId: into.organizationId,
    userIds,
    personIds: [from.id],
    decisions: new Map(userIds.map((userId) => [userId, decision])),
    anew: [into.id],
    cause,
  }
}

/** What a merge does, or would do, as the API shows it. */
export async function toMergeObject(
  on: Queryable,
  caller: Caller,
  { merge, plan }: { readonly merge: Merge; readonly plan: PeoplePlan },
): Promise<JsonObject> {
  const { into, from, moving } = merge
  const { organizationId } = into
  const [hidden, staying] = await Promise.all([
    hiddenAttributes(on, caller, organizationId),
    linksOfPerson(on, organizationId, into.id),
  ])
  const after = plan.changes.find((change) => change.after?.id === into.id)?.after ?? into
  const before = { ...(after.status !== into.status && { status: into.status }), ...previousAttributes(into, after) }
  const now: JsonObject = { ...toPersonObject(after), ...after.attributes }
  return {
    object: 'person_merge',
    organization_id: organizationId,
    person_id: into.id,
    display_name: after.displayName,
    merged_person_id: from.id,
    merged_display_name: from.displayName,
    links: moving.map((link) => toLinkObject(link, hidden)),
    changes: Object.entries(withoutHidden(before, hidden)).map(([attribute, was]) => ({
      attribute,
      before: was,
      after: now[attribute] ?? null,
    })),
    masked_attributes: Object.keys(before).filter((name) => hidden.has(name)),
    directories_twice: directoriesTwice([...staying.filter(({ userId }) => !isAmong(moving, userId)), ...moving]),
  }
}

function isAmong(links: readonly ShownLink[], userId: string): boolean {
  return links.some((link) => link.userId === userId)
}

/** Directories of which the person is more than one active user: they say themselves that these are different people. */
function directoriesTwice(links: readonly ShownLink[]): JsonObject[] {
  const active = links.filter(({ user }) => user?.isActive)
  return [...Map.groupBy(active, ({ directoryId }) => directoryId)].flatMap(([id, [first, ...others]]) =>
    others.length > 0 ? [{ id, name: first?.directory?.name ?? id }] : [],
  )
}
