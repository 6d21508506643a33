import type { DocumentKind } from '../../model/overlay/document.ts'
import type { Queryable } from '../database.ts'
import type { Rename } from './rename-object.ts'

/** Something that an apply took away: a person out of an object, or with null the object itself. */
export type Removal = { readonly kind: DocumentKind; readonly objectId: string; readonly personId: string | null }

/** A removal with its time. */
export type PastRemoval = Removal & { readonly removedAt: Date }

const ofObject = ''

/** Notes what an apply has taken away. Of one that is taken away once more the later time counts. */
export async function noteRemovals(
  on: Queryable,
  organizationId: string,
  { removals, at }: { readonly removals: readonly Removal[]; readonly at: Date },
): Promise<void> {
  if (removals.length === 0) return
  await on.query({
    name: 'note-overlay-removals',
    text: `insert into overlay_removals (organization_id, kind, object_id, person_id, removed_at)
      select $1, gone.kind, gone.object_id, gone.person_id, $5
      from unnest($2::text[], $3::text[], $4::text[]) as gone (kind, object_id, person_id)
      on conflict (organization_id, kind, object_id, person_id) do update set removed_at = excluded.removed_at`,
    values: [
      organizationId,
      removals.map(({ kind }) => kind),
      removals.map(({ objectId }) => objectId),
      removals.map(({ personId }) => personId ?? ofObject),
      at,
    ],
  })
}

/** What applies took away and is not forgotten yet, the oldest first. */
export async function readRemovals(on: Queryable, organizationId: string): Promise<PastRemoval[]> {
  const rows = await on.query<{ kind: DocumentKind; object_id: string; person_id: string; removed_at: Date }>({
    name: 'read-overlay-removals',
    text: `select kind, object_id, person_id, removed_at from overlay_removals
      where organization_id = $1 order by removed_at`,
    values: [organizationId],
  })
  return rows.map(({ kind, object_id: objectId, person_id: personId, removed_at: removedAt }) => ({
    ...{ kind, objectId, personId: personId === ofObject ? null : personId, removedAt },
  }))
}

/** Objects that are there again are not gone any more. */
export async function forgetObjectRemovals(
  on: Queryable,
  organizationId: string,
  objects: readonly { readonly kind: string; readonly id: string }[],
): Promise<void> {
  if (objects.length === 0) return
  await on.query({
    name: 'forget-overlay-removals',
    text: `delete from overlay_removals r using unnest($2::text[], $3::text[]) as back (kind, object_id)
      where r.organization_id = $1 and r.kind = back.kind and r.object_id = back.object_id and r.person_id = '${ofObject}'`,
    values: [organizationId, objects.map(({ kind }) => kind), objects.map(({ id }) => id)],
  })
}

/** Who left an object left it under its new id, too. That an object of the new id was deleted stays. */
export async function renameRemovals(on: Queryable, organizationId: string, { kind, from, to }: Rename): Promise<void> {
  await on.query({
    text: `delete from overlay_removals
      where organization_id = $1 and kind = $2 and object_id = $3 and person_id <> '${ofObject}'`,
    values: [organizationId, kind, to],
  })
  await on.query({
    text: `update overlay_removals set object_id = $4
      where organization_id = $1 and kind = $2 and object_id = $3 and person_id <> '${ofObject}'`,
    values: [organizationId, kind, from, to],
  })
}

/** Forgets what no guard counts any more. */
export async function dropRemovals(on: Queryable, before: Date): Promise<void> {
  await on.query({ text: 'delete from overlay_removals where removed_at <= $1', values: [before] })
}
