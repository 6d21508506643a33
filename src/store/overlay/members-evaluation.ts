import type { Queryable } from '../database.ts'

/** How far the members of an organization have followed its overlay. */
export type EvaluationRow = {
  readonly revision: number
  readonly evaluatedRevision: number
  /** What is under way; null when nothing is. */
  readonly evaluation: Evaluation | null
}

/** An evaluation of everybody for some objects, and of objects that are gone. */
export type Evaluation = {
  /** The overlay's revision that is evaluated. */
  readonly revision: number
  /** The objects that are evaluated anew, and those that are gone: `Kind/id`. */
  readonly changed: readonly string[]
  readonly gone: readonly string[]
  /** The last person that was evaluated, by id; null before the first. */
  readonly after: string | null
  readonly done: number
}

type Row = {
  readonly revision: number
  readonly evaluated_revision: number
  readonly evaluation: Evaluation | null
}

/** How far the members are, or null before anything was written. */
export async function readEvaluation(on: Queryable, organizationId: string): Promise<EvaluationRow | null> {
  const [row] = await on.query<Row>({
    name: 'read-overlay-evaluation',
    text: 'select revision, evaluated_revision, evaluation from overlays where organization_id = $1',
    values: [organizationId],
  })
  return row ? { revision: row.revision, evaluatedRevision: row.evaluated_revision, evaluation: row.evaluation } : null
}

/** Notes how far an evaluation is. */
export async function writeEvaluation(on: Queryable, organizationId: string, evaluation: Evaluation): Promise<void> {
  await on.query({
    name: 'write-overlay-evaluation',
    text: 'update overlays set evaluation = $2::jsonb where organization_id = $1',
    values: [organizationId, JSON.stringify(evaluation)],
  })
}

/** Notes that all members follow from this revision. */
export async function endEvaluation(on: Queryable, organizationId: string, revision: number): Promise<void> {
  await on.query({
    name: 'end-overlay-evaluation',
    text: 'update overlays set evaluation = null, evaluated_revision = $2 where organization_id = $1',
    values: [organizationId, revision],
  })
}

/** Organizations whose members do not follow from the latest revision yet. */
export async function findOverlaysBehind(
  on: Queryable,
  { limit, without = [] }: { readonly limit: number; readonly without?: readonly string[] },
): Promise<string[]> {
  const rows = await on.query<{ readonly organization_id: string }>({
    name: 'find-overlays-behind',
    text: `select v.organization_id from overlays v join organizations o on o.id = v.organization_id
      where v.revision <> v.evaluated_revision and o.deleted_at is null and v.organization_id <> all($2)
      order by v.organization_id limit $1`,
    values: [limit, without],
  })
  return rows.map(({ organization_id }) => organization_id)
}

/** Somebody who is still in an object that is gone. */
export type LeftBehind = {
  readonly kind: string
  readonly objectId: string
  readonly personId: string
  readonly reasons: string
}

/** Takes so many out of objects that are gone, and says who they were. */
export async function takeMembersOut(
  on: Queryable,
  organizationId: string,
  { addresses, limit }: { readonly addresses: readonly string[]; readonly limit: number },
): Promise<LeftBehind[]> {
  const { kinds, ids } = partsOf(addresses)
  return on.query<LeftBehind>({
    name: 'take-overlay-members-out',
    text: `with gone as (
        select m.kind, m.object_id, m.person_id
        from unnest($2::text[], $3::text[]) as one (kind, object_id)
        join overlay_members m on m.organization_id = $1 and m.kind = one.kind and m.object_id = one.object_id
        limit $4
      )
      delete from overlay_members m using gone
      where m.organization_id = $1 and m.kind = gone.kind and m.object_id = gone.object_id and m.person_id = gone.person_id
      returning m.kind, m.object_id as "objectId", m.person_id as "personId", m.reasons::text`,
    values: [organizationId, kinds, ids, limit],
  })
}

/** Forgets who was undecided for objects that are gone, and when to look at them again. */
export async function forgetUndecided(
  on: Queryable,
  organizationId: string,
  addresses: readonly string[],
): Promise<void> {
  const { kinds, ids } = partsOf(addresses)
  await Promise.all(
    ['overlay_unknown', 'overlay_flips'].map((table) =>
      on.query({
        name: `forget-${table}`,
        text: `delete from ${table} t using unnest($2::text[], $3::text[]) as one (kind, object_id)
          where t.organization_id = $1 and t.kind = one.kind and t.object_id = one.object_id`,
        values: [organizationId, kinds, ids],
      }),
    ),
  )
}

function partsOf(addresses: readonly string[]): { kinds: string[]; ids: string[] } {
  const parts = addresses.map((address) => address.split('/', 2))
  return { kinds: parts.map(([kind = '']) => kind), ids: parts.map(([, id = '']) => id) }
}
