import { toBuilder } from '../../expressions/builder/to-builder.ts'
import type { JsonObject } from '../../model/json.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { Queryable } from '../../store/database.ts'
import { findMemberObject, listMemberObjects, type MemberObject } from '../../store/overlay/member-objects.ts'
import { type NamedPerson, peopleOfRefs } from '../../store/overlay/people-of-refs.ts'
import { toFullOverlayObject } from '../as-code/overlay-object.ts'

/** Teams, groups and org units as lists show them, with who leads each. */
export async function toMemberObjects(
  on: Queryable,
  organizationId: string,
  records: readonly MemberObject[],
): Promise<JsonObject[]> {
  const people = await peopleOfRefs(
    on,
    organizationId,
    records.flatMap(({ leadRef }) => leadRef ?? []),
  )
  return records.map((record) => toMemberObject(record, people))
}

function toMemberObject(record: MemberObject, people: ReadonlyMap<string, NamedPerson>): JsonObject {
  const { kind, id, name, description, type, parent, orgUnit, leadRef, rule, mode } = record
  return {
    object: 'member_object',
    ...{ kind, id, name, description },
    type: kind === 'Team' ? (type ?? 'team') : null,
    ...{ parent, org_unit: orgUnit, rule, mode },
    lead: leadRef === null ? null : toNamed(leadRef, people),
    members: record.members,
    unknown: record.unknown,
    evaluated: record.isEvaluated,
    managed_by: record.managedBy && { ...record.managedBy },
    protected: record.isProtected,
    updated_at: record.updatedAt.toISOString(),
  }
}

function toNamed(ref: string, people: ReadonlyMap<string, NamedPerson>): JsonObject {
  const person = people.get(ref)
  return { ref, id: person?.personId ?? null, display_name: person?.displayName ?? null }
}

// What is shown of the objects below one; a tree that is wider is read as a list.
const mostBelow = 100

/** One of them with all that its page shows: the document, roles, what is above and below it, and its rule as rows where it can be. */
export async function toFullMemberObject(
  on: Queryable,
  { record, object }: { readonly record: MemberObject; readonly object: OverlayObject },
): Promise<JsonObject> {
  const { organizationId, document } = object
  const roles = document.kind === 'Team' ? Object.entries(document.roles ?? {}) : []
  const refs = [...roles.flatMap(([, named]) => named), ...(record.leadRef ? [record.leadRef] : [])]
  const { kind, id, parent, orgUnit } = record
  const nameOf = async (one: { kind: MemberObject['kind']; id: string | null }) =>
    one.id === null ? null : toLink(await findMemberObject(on, organizationId, { kind: one.kind, id: one.id }))
  const filter = { organizationId, kinds: [kind], text: null, parent: id, hasUndecided: null }
  const page = { limit: mostBelow, sort: 'name', order: 'asc', after: null, before: null } as const
  const [people, above, unit, below] = await Promise.all([
    peopleOfRefs(on, organizationId, refs),
    nameOf({ kind, id: parent }),
    nameOf({ kind: 'OrgUnit', id: orgUnit }),
    kind === 'Group' ? null : listMemberObjects(on, filter, page),
  ])
  return {
    ...toMemberObject(record, people),
    above,
    unit,
    children: (below?.records ?? []).map((one) => ({ ...toLink(one), members: one.members })),
    roles: roles.map(([role, named]) => ({ role, people: named.map((ref) => toNamed(ref, people)) })),
    rule_builder: record.rule === null ? null : (toBuilder(record.rule) as JsonObject | null),
    overlay_object: toFullOverlayObject(object),
  }
}

function toLink(record: MemberObject | null): JsonObject | null {
  return record && { kind: record.kind, id: record.id, name: record.name }
}
