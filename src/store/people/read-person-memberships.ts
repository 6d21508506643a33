import type { Json } from '../../model/json.ts'
import type { MemberKind } from '../../model/overlay/document.ts'
import type { MembershipReason } from '../../model/person.ts'
import type { Queryable } from '../database.ts'

/** A team, group or org unit that somebody is in, or for whom its rule cannot be decided. */
export type ShownMembership = {
  readonly kind: MemberKind
  readonly objectId: string
  readonly name: string
  /** Where the object is declared; null for none. */
  readonly managedBy: Json
  readonly reasons: readonly MembershipReason[]
  readonly since: Date | null
  /** What is missing for a decision; null for somebody who is in it. */
  readonly missing: string | null
}

type Row = {
  readonly kind: MemberKind
  readonly object_id: string
  readonly name: string | null
  readonly rule: string | null
  readonly managed_by: Json
  readonly reasons: readonly { readonly by: string }[] | null
  readonly since: Date | null
  readonly missing: string | null
}

/** Nobody is in that many; what is beyond is not shown. */
const mostShown = 1_000

/** What somebody is in, and what cannot be decided for them, by kind and name. */
export async function membershipsOfPerson(
  on: Queryable,
  organizationId: string,
  personId: string,
): Promise<ShownMembership[]> {
  const rows = await on.query<Row>({
    name: 'memberships-of-person',
    text: `select m.kind, m.object_id, o.document->>'name' as name, o.document->'members'->>'rule' as rule, o.managed_by,
        m.reasons, m.since, m.missing
      from (
        (select kind, object_id, reasons, since, null as missing from overlay_members
          where organization_id = $1 and person_id = $2 limit ${mostShown})
        union all
        (select kind, object_id, null, null, missing from overlay_unknown
          where organization_id = $1 and person_id = $2 limit ${mostShown})
      ) m
      join overlay_objects o on o.organization_id = $1 and o.kind = m.kind and o.id = m.object_id and o.deleted_at is null
      order by m.kind, lower(coalesce(o.document->>'name', m.object_id)), m.object_id`,
    values: [organizationId, personId],
  })
  return rows.map((row) => ({
    kind: row.kind,
    objectId: row.object_id,
    name: row.name ?? row.object_id,
    managedBy: row.managed_by,
    reasons: (row.reasons ?? []).map((reason) => withRule(reason, row.rule)),
    since: row.since,
    missing: row.missing,
  }))
}

/** The text of a rule is kept once, in the document. */
function withRule(reason: { readonly by: string }, rule: string | null): MembershipReason {
  return (reason.by === 'rule' ? { rule: rule ?? '', ...reason } : reason) as MembershipReason
}
