import type { Queryable } from './database.ts'

/** What an organization has of people and of the overlay, every table of it. */
export const organizationTables = [
  'person_links',
  'person_link_history',
  'person_keys',
  'person_manager_keys',
  'match_cases',
  'attribute_cases',
  'former_person_keys',
  'former_people',
  'people',
  'people_rebuilds',
  'overlay_members',
  'overlay_hand_members',
  'overlay_unknown',
  'overlay_counts',
  'overlay_flips',
  'overlay_pins',
  'overlay_removals',
  'overlay_objects',
  'overlays',
  'plans',
  'config_repositories',
] as const
type OrganizationTable = (typeof organizationTables)[number]

/** Removes at most `limit` rows of a deleted organization from one of its tables. Gives how many: fewer than `limit` is all. */
export async function removeOrganizationRows(
  on: Queryable,
  organizationId: string,
  { table, limit }: { readonly table: OrganizationTable; readonly limit: number },
): Promise<number> {
  const rows = await on.query({
    text: `delete from ${table} where ctid = any(array(
        select t.ctid from ${table} t where t.organization_id = $1
          and exists (select from organizations o where o.id = $1 and o.deleted_at is not null)
        limit $2))
      returning 1`,
    values: [organizationId, limit],
  })
  return rows.length
}
