import type { Queryable } from '../database.ts'

/** Somebody who turned out to be another. */
type Carried = { readonly from: string; readonly into: string }

/** Lets references that are pinned to one person mean another; gives how many they are. */
export async function carryPins(on: Queryable, organizationId: string, { from, into }: Carried): Promise<number> {
  const rows = await on.query({
    name: 'carry-overlay-pins',
    text: 'update overlay_pins set person_id = $3 where organization_id = $1 and person_id = $2 returning 1',
    values: [organizationId, from, into],
  })
  return rows.length
}

/** Lets what was done by hand about one person be about another, where nothing was done about that one. */
export async function carryHand(on: Queryable, organizationId: string, { from, into }: Carried): Promise<void> {
  await on.query({
    name: 'carry-hand-members',
    text: `with carried as (
        delete from overlay_hand_members where organization_id = $1 and person_id = $2
        returning kind, object_id, action, until, actor, created_at
      )
      insert into overlay_hand_members (organization_id, kind, object_id, person_id, action, until, actor, created_at)
      select $1, kind, object_id, $3, action, until, actor, created_at from carried on conflict do nothing`,
    values: [organizationId, from, into],
  })
}
