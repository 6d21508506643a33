import type { MemberKind } from '../../model/overlay/document.ts'
import type { Queryable } from '../database.ts'

/** How many are in an object, and by what everybody was evaluated for it; null while somebody was not yet. */
export type CountRow = {
  readonly kind: MemberKind
  readonly objectId: string
  readonly members: number
  readonly unknown: number
  readonly signature: string | null
  /** Its name and the text of its rule when it was evaluated. */
  readonly name: string | null
  readonly rule: string | null
}

/** All counts of an organization, also of objects that are gone and whose members have not left yet. */
export async function readCounts(on: Queryable, organizationId: string): Promise<CountRow[]> {
  return on.query<CountRow>({
    name: 'read-overlay-counts',
    text: `select kind, object_id as "objectId", members, unknown, signature, name, rule from overlay_counts
      where organization_id = $1`,
    values: [organizationId],
  })
}

/** What a write adds to the counts of an object. */
export type CountDifference = {
  readonly kind: MemberKind
  readonly objectId: string
  readonly members: number
  readonly unknown: number
}

/** Adds to the counts of objects, under the lock of the organization's stream. */
export async function addToCounts(
  on: Queryable,
  organizationId: string,
  differences: readonly CountDifference[],
): Promise<void> {
  if (differences.length === 0) return
  await on.query({
    name: 'add-to-overlay-counts',
    text: `insert into overlay_counts as c (organization_id, kind, object_id, members, unknown)
      select $1, * from unnest($2::text[], $3::text[], $4::integer[], $5::integer[])
      on conflict (organization_id, kind, object_id)
      do update set members = c.members + excluded.members, unknown = c.unknown + excluded.unknown`,
    values: [
      organizationId,
      differences.map(({ kind }) => kind),
      differences.map(({ objectId }) => objectId),
      differences.map(({ members }) => members),
      differences.map(({ unknown }) => unknown),
    ],
  })
}

/** By what an object was evaluated for everybody. */
export type EvaluatedRow = Pick<CountRow, 'kind' | 'objectId' | 'signature' | 'name' | 'rule'>

/** Notes by what objects were evaluated for everybody. */
export async function writeEvaluated(
  on: Queryable,
  organizationId: string,
  objects: readonly EvaluatedRow[],
): Promise<void> {
  if (objects.length === 0) return
  await on.query({
    name: 'write-overlay-evaluated',
    text: `insert into overlay_counts as c (organization_id, kind, object_id, signature, name, rule)
      select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
      on conflict (organization_id, kind, object_id)
      do update set signature = excluded.signature, name = excluded.name, rule = excluded.rule`,
    values: [
      organizationId,
      objects.map(({ kind }) => kind),
      objects.map(({ objectId }) => objectId),
      objects.map(({ signature }) => signature),
      objects.map(({ name }) => name),
      objects.map(({ rule }) => rule),
    ],
  })
}

/** Forgets the counts of objects that are gone, once nobody is in them any more. */
export async function forgetCounts(on: Queryable, organizationId: string, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return
  await on.query({
    name: 'forget-overlay-counts',
    text: `delete from overlay_counts where organization_id = $1 and kind || '/' || object_id = any($2)`,
    values: [organizationId, addresses],
  })
}
