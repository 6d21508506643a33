import type { MemberKind } from '../../model/overlay/document.ts'
import type { DeclaredAt } from '../../model/overlay/object.ts'
import type { Queryable } from '../database.ts'
import { isBackward, readDirection, type SearchPage, type SearchPlace, toFoundPage } from '../search-page.ts'
import { type SqlParameters, sqlParameters } from '../sql-parameters.ts'

/** A team, group or org unit with how many are in it, without who they are. */
export type MemberObject = {
  readonly kind: MemberKind
  readonly id: string
  readonly name: string
  readonly description: string | null
  /** `team`, `squad` or `project`, of a team. */
  readonly type: string | null
  /** The ids of the object above it, and of the org unit that a team belongs to. */
  readonly parent: string | null
  readonly orgUnit: string | null
  /** How the document names who leads it. */
  readonly leadRef: string | null
  readonly rule: string | null
  /** Whether others than the document names may be added by hand; null where it names none. */
  readonly mode: 'exact' | 'additive' | null
  readonly members: number
  readonly unknown: number
  /** False while its members have not followed the document yet. */
  readonly isEvaluated: boolean
  readonly managedBy: DeclaredAt | null
  readonly isProtected: boolean
  readonly updatedAt: Date
}

/** Which teams, groups and org units are listed; null opens a condition. */
export type MemberObjectFilter = {
  readonly organizationId: string
  readonly kinds: readonly MemberKind[]
  /** A part of the name or the id, in any case. */
  readonly text: string | null
  /** Only those that are right below this one. */
  readonly parent: string | null
  /** Only those for which somebody is undecided, or only those for which nobody is. */
  readonly hasUndecided: boolean | null
}

/** A page of teams, groups and org units. */
export type FoundMemberObjects = {
  readonly records: readonly MemberObject[]
  readonly before: SearchPlace | null
  readonly after: SearchPlace | null
}

const name = `coalesce(o.document->>'name', o.id)`
// Names are sorted as they are read, not by capitals; the kind decides between equal ids.
const key = `lower(${name}) collate "C"`
const place = `(o.kind || '.' || o.id) collate "C"`

const columns = `o.kind, o.id, ${name} as name, o.document->>'description' as description, o.document->>'type' as type,
  o.document->>'parent' as parent, o.document->>'orgUnit' as "orgUnit", o.document->>'lead' as "leadRef",
  o.document->'members'->>'rule' as rule, o.document->'members'->>'mode' as mode, coalesce(c.members, 0) as members,
  coalesce(c.unknown, 0) as unknown, c.signature is not null as "isEvaluated", o.managed_by as "managedBy",
  o.is_protected as "isProtected", o.updated_at as "updatedAt"`

const from = `overlay_objects o left join overlay_counts c
  on c.organization_id = o.organization_id and c.kind = o.kind and c.object_id = o.id`

/** A page of teams, groups and org units by name. All of an organization are looked at: they are hundreds, also where people are many. */
export async function listMemberObjects(
  on: Queryable,
  filter: MemberObjectFilter,
  page: SearchPage,
): Promise<FoundMemberObjects> {
  const parameters = sqlParameters()
  const where = [...conditionsOf(filter, parameters), ...beyond(page, parameters)].join(' and ')
  const direction = readDirection(page)
  const rows = await on.query<MemberObject & { readonly key: string; readonly place: string }>({
    text: `select ${columns}, ${key} as key, ${place} as place from ${from} where ${where}
      order by key ${direction}, place ${direction} limit ${page.limit + 1}`,
    values: parameters.values,
  })
  const places = rows.map((row) => ({ key: row.key, id: row.place }))
  const { before, after } = toFoundPage({ places, stop: null }, page)
  const shown = rows.slice(0, page.limit).map(({ key: _, place: __, ...record }) => record)
  return { records: isBackward(page) ? shown.toReversed() : shown, before, after }
}

/** One team, group or org unit; null where there is none in effect. */
export async function findMemberObject(
  on: Queryable,
  organizationId: string,
  { kind, id }: { readonly kind: MemberKind; readonly id: string },
): Promise<MemberObject | null> {
  const [row] = await on.query<MemberObject>({
    name: 'find-member-object',
    text: `select ${columns} from ${from}
      where o.organization_id = $1 and o.kind = $2 and o.id = $3 and o.deleted_at is null`,
    values: [organizationId, kind, id],
  })
  return row ?? null
}

/** How many objects of each kind an organization has. */
export async function countMemberObjects(
  on: Queryable,
  organizationId: string,
): Promise<ReadonlyMap<MemberKind, number>> {
  const rows = await on.query<{ readonly kind: MemberKind; readonly count: number }>({
    name: 'count-member-objects',
    text: `select kind, count(*)::integer as count from overlay_objects
      where organization_id = $1 and deleted_at is null and kind in ('Team', 'Group', 'OrgUnit') group by kind`,
    values: [organizationId],
  })
  return new Map(rows.map(({ kind, count }) => [kind, count]))
}

function conditionsOf(filter: MemberObjectFilter, parameters: SqlParameters): string[] {
  const { organizationId, kinds, text, parent, hasUndecided } = filter
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const undecided = hasUndecided ? 'coalesce(c.unknown, 0) > 0' : 'coalesce(c.unknown, 0) = 0'
  return [
    `o.organization_id = ${parameters.add(organizationId)}`,
    'o.deleted_at is null',
    `o.kind = any(${parameters.add(kinds)})`,
    ...words.map((word) => `position(${parameters.add(word)} in lower(${name} || ' ' || o.id)) > 0`),
    ...(parent === null ? [] : [`o.document->>'parent' = ${parameters.add(parent)}`]),
    ...(hasUndecided === null ? [] : [undecided]),
  ]
}

function beyond({ order, after, before }: SearchPage, parameters: SqlParameters): string[] {
  const [above, below] = order === 'asc' ? [after, before] : [before, after]
  const side = (sign: '<' | '>', at: SearchPlace) =>
    `(${key}, ${place}) ${sign} (${parameters.add(at.key)}::text collate "C", ${parameters.add(at.id)}::text collate "C")`
  return [...(above ? [side('>', above)] : []), ...(below ? [side('<', below)] : [])]
}
