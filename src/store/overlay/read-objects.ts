import type { DocumentKind } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { Queryable } from '../database.ts'
import { type OverlayObjectRow, objectColumns, toObject } from './object-row.ts'

/** What an organization has written as code, as it is in effect. The revision grows with every change of it. */
export type Overlay = { readonly revision: number; readonly objects: readonly OverlayObject[] }

/** The objects in effect, of these kinds or of all, by kind and id. */
export async function readOverlayObjects(
  on: Queryable,
  organizationId: string,
  kinds?: readonly DocumentKind[],
): Promise<OverlayObject[]> {
  const rows = await on.query<OverlayObjectRow>({
    name: kinds ? 'read-overlay-objects-of-kinds' : 'read-overlay-objects',
    text: `select ${objectColumns} from overlay_objects
      where organization_id = $1 and deleted_at is null ${kinds ? 'and kind = any($2)' : ''} order by kind, id`,
    values: kinds ? [organizationId, kinds] : [organizationId],
  })
  return rows.map(toObject)
}

/** All objects in effect, with the revision that they are of. */
export async function readOverlay(on: Queryable, organizationId: string): Promise<Overlay> {
  const rows = await on.query<OverlayObjectRow & { readonly revision: number | null }>({
    name: 'read-overlay',
    // One statement, so that the revision is that of these objects, whatever is applied meanwhile.
    text: `select v.revision, ${objectColumns
      .split(', ')
      .map((column) => `o.${column}`)
      .join(', ')}
      from (select (select revision from overlays where organization_id = $1) as revision) v
      left join overlay_objects o on o.organization_id = $1 and o.deleted_at is null order by o.kind, o.id`,
    values: [organizationId],
  })
  return { revision: rows[0]?.revision ?? 0, objects: rows.filter(({ id }) => id !== null).map(toObject) }
}

/** The revision of an organization's overlay: 0 before anything was written. */
export async function readOverlayRevision(on: Queryable, organizationId: string): Promise<number> {
  const [row] = await on.query<{ readonly revision: number }>({
    name: 'read-overlay-revision',
    text: 'select revision from overlays where organization_id = $1',
    values: [organizationId],
  })
  return row?.revision ?? 0
}

/** The revision of an organization's overlay, since when, and whether members follow from it already, or have begun to. */
export type OverlayPlace = { readonly revision: number; readonly appliedAt: Date | null; readonly isBegun: boolean }

/** Where an organization's overlay is. */
export async function readOverlayPlace(on: Queryable, organizationId: string): Promise<OverlayPlace> {
  const [row] = await on.query<OverlayPlace>({
    name: 'read-overlay-place',
    text: `select revision, applied_at as "appliedAt", case when evaluated_revision = revision then true
        else coalesce((evaluation->>'revision')::bigint = revision, false) end as "isBegun"
      from overlays where organization_id = $1`,
    values: [organizationId],
  })
  return row ?? { revision: 0, appliedAt: null, isBegun: true }
}

/** One object, also a deleted one that can still be restored; or null. */
export async function findOverlayObject(
  on: Queryable,
  organizationId: string,
  { kind, id }: { readonly kind: DocumentKind; readonly id: string },
): Promise<OverlayObject | null> {
  const [row] = await on.query<OverlayObjectRow>({
    name: 'find-overlay-object',
    text: `select ${objectColumns} from overlay_objects where organization_id = $1 and kind = $2 and id = $3`,
    values: [organizationId, kind, id],
  })
  return row ? toObject(row) : null
}

/** Deleted objects that can still be restored, the last deleted first. */
export async function listDeletedOverlayObjects(on: Queryable, organizationId: string): Promise<OverlayObject[]> {
  const rows = await on.query<OverlayObjectRow>({
    text: `select ${objectColumns} from overlay_objects
      where organization_id = $1 and deleted_at is not null order by deleted_at desc, kind, id limit 1000`,
    values: [organizationId],
  })
  return rows.map(toObject)
}
