import type { DocumentKind } from '../../model/overlay/document.ts'
import type { Queryable } from '../database.ts'
import { renameRemovals } from './removals.ts'

/** A new id of an object of the overlay. */
export type Rename = { readonly kind: DocumentKind; readonly from: string; readonly to: string }

const ofMembers = [
  'overlay_members',
  'overlay_hand_members',
  'overlay_unknown',
  'overlay_flips',
  'overlay_counts',
] as const

/**
 * Gives an object another id, with its members, those who were added by hand or left of late, and the counts. What was deleted
 * under the new id goes for good. To be called under the lock of the organization's stream.
 */
export async function renameOverlayObject(on: Queryable, organizationId: string, rename: Rename): Promise<void> {
  const { kind, from, to } = rename
  const values = [organizationId, kind, from, to]
  await Promise.all(
    ofMembers.map((table) =>
      on.query({
        text: `delete from ${table} where organization_id = $1 and kind = $2 and object_id = $3`,
        values: [organizationId, kind, to],
      }),
    ),
  )
  await on.query({
    text: 'delete from overlay_objects where organization_id = $1 and kind = $2 and id = $3 and deleted_at is not null',
    values: [organizationId, kind, to],
  })
  await on.query({
    text: 'update overlay_objects set id = $4 where organization_id = $1 and kind = $2 and id = $3',
    values,
  })
  await Promise.all(
    ofMembers.map((table) =>
      on.query({
        text: `update ${table} set object_id = $4 where organization_id = $1 and kind = $2 and object_id = $3`,
        values,
      }),
    ),
  )
  await renameRemovals(on, organizationId, rename)
  // Who was evaluated by an evaluation that is under way, for the old id, is looked at again for the new one.
  await on.query({
    text: `update overlays set evaluation = jsonb_set(evaluation, '{changed}',
        (evaluation->'changed') || to_jsonb($2::text || '/' || $4::text))
      where organization_id = $1 and evaluation->'changed' ? ($2::text || '/' || $3::text)`,
    values,
  })
}
