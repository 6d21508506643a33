import type { MemberKind } from '../../model/overlay/document.ts'
import { columnRows } from '../column-rows.ts'
import type { Queryable } from '../database.ts'
import { inPieces } from '../in-pieces.ts'

/** One person and one object. */
export type MemberKey = { readonly kind: MemberKind; readonly objectId: string; readonly personId: string }

/** Somebody who is in an object, with the JSON of the reasons. */
export type MemberRow = MemberKey & { readonly reasons: string }

/** Somebody for whom a rule cannot be decided, and what is missing for it. */
export type UnknownRow = MemberKey & { readonly missing: string }

/** When somebody has to be evaluated again for an object. */
export type FlipRow = MemberKey & { readonly at: Date }

/** What changes of the kept state of members, all of it under the lock of the organization's stream. */
export type MemberWrites = {
  readonly organizationId: string
  readonly now: Date
  readonly members: { readonly put: readonly MemberRow[]; readonly remove: readonly MemberKey[] }
  readonly unknown: { readonly put: readonly UnknownRow[]; readonly remove: readonly MemberKey[] }
  readonly flips: { readonly put: readonly FlipRow[]; readonly remove: readonly MemberKey[] }
}

const key = [
  { name: 'kind', type: 'text', of: (row: MemberKey) => row.kind },
  { name: 'object_id', type: 'text', of: (row: MemberKey) => row.objectId },
  { name: 'person_id', type: 'text', of: (row: MemberKey) => row.personId },
] as const

const memberRows = columnRows<MemberRow>([...key, { name: 'reasons', type: 'json', of: (row) => row.reasons }], 3)
const unknownRows = columnRows<UnknownRow>([...key, { name: 'missing', type: 'text', of: (row) => row.missing }], 2)
const flipRows = columnRows<FlipRow>(
  [...key, { name: 'at', type: 'timestamptz', of: (row) => row.at.toISOString() }],
  2,
)
const keyRows = columnRows<MemberKey>(key, 2)

/** Writes who is in what, who is undecided, and when to look again. Whoever is in something stays since when they are. */
export async function writeMembers(on: Queryable, writes: MemberWrites): Promise<void> {
  const { organizationId, now, members, unknown, flips } = writes
  await Promise.all([
    inPieces(members.put, (rows) => putMembers(on, { organizationId, now, rows })),
    inPieces(unknown.put, (rows) =>
      putRows(on, organizationId, {
        table: 'overlay_unknown',
        set: 'missing',
        put: unknownRows.of(rows),
        into: unknownRows,
      }),
    ),
    inPieces(flips.put, (rows) =>
      putRows(on, organizationId, { table: 'overlay_flips', set: 'at', put: flipRows.of(rows), into: flipRows }),
    ),
    inPieces(members.remove, (rows) => removeRows(on, organizationId, { table: 'overlay_members', rows })),
    inPieces(unknown.remove, (rows) => removeRows(on, organizationId, { table: 'overlay_unknown', rows })),
    inPieces(flips.remove, (rows) => removeRows(on, organizationId, { table: 'overlay_flips', rows })),
  ])
}

type Put = { readonly organizationId: string; readonly now: Date; readonly rows: readonly MemberRow[] }

async function putMembers(on: Queryable, { organizationId, now, rows }: Put): Promise<void> {
  const { form, source, parameters } = memberRows.of(rows)
  await on.query({
    name: `put-overlay-members-${form}`,
    text: `insert into overlay_members (organization_id, since, ${memberRows.names})
      select $1, $2, ${memberRows.values} from ${source}
      on conflict (organization_id, kind, object_id, person_id) do update set reasons = excluded.reasons`,
    values: [organizationId, now, ...parameters],
  })
}

type PutRows = {
  readonly table: 'overlay_unknown' | 'overlay_flips'
  readonly set: string
  readonly put: ReturnType<typeof unknownRows.of>
  readonly into: { readonly names: string; readonly values: string }
}

async function putRows(on: Queryable, organizationId: string, { table, set, put, into }: PutRows): Promise<void> {
  await on.query({
    name: `put-${table}-${put.form}`,
    text: `insert into ${table} (organization_id, ${into.names}) select $1, ${into.values} from ${put.source}
      on conflict (organization_id, kind, object_id, person_id) do update set ${set} = excluded.${set}`,
    values: [organizationId, ...put.parameters],
  })
}

type RemoveRows = {
  readonly table: 'overlay_members' | 'overlay_unknown' | 'overlay_flips'
  readonly rows: readonly MemberKey[]
}

async function removeRows(on: Queryable, organizationId: string, { table, rows }: RemoveRows): Promise<void> {
  const { form, source, parameters } = keyRows.of(rows)
  await on.query({
    name: `remove-${table}-${form}`,
    text: `delete from ${table} t using ${source}
      where t.organization_id = $1 and t.kind = row.kind and t.object_id = row.object_id and t.person_id = row.person_id`,
    values: [organizationId, ...parameters],
  })
}
