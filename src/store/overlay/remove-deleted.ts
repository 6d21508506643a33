import type { Queryable } from '../database.ts'

/** Forgets who was added to or kept out of an object by hand; to be called where it does not count, so that nobody moves. */
export async function forgetHandOf(
  on: Queryable,
  organizationId: string,
  { kind, id }: { readonly kind: string; readonly id: string },
): Promise<void> {
  await on.query({
    name: 'forget-hand-of-object',
    text: 'delete from overlay_hand_members where organization_id = $1 and kind = $2 and object_id = $3',
    values: [organizationId, kind, id],
  })
}

/** Removes objects that were deleted before a time for good, with who was added to them by hand; of one organization after another. */
export async function removeDeletedObjects(on: Queryable, before: Date): Promise<void> {
  await on.query({
    text: `with gone as (
        delete from overlay_objects where deleted_at < $1 returning organization_id, kind, id
      )
      delete from overlay_hand_members h using gone
      where h.organization_id = gone.organization_id and h.kind = gone.kind and h.object_id = gone.id`,
    values: [before],
  })
}
