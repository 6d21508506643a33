import type { Queryable } from '../database.ts'
import { textArray } from '../text-array.ts'

/** By which keys the manager of a person is found, the best first. */
export type ManagerKeys = { readonly personId: string; readonly keys: readonly string[] }

/** How the managers of these people are named. Those of whom no manager is named are left out. */
export async function loadManagerKeys(
  on: Queryable,
  organizationId: string,
  personIds: readonly string[],
): Promise<ManagerKeys[]> {
  if (personIds.length === 0) return []
  return on.query<ManagerKeys>({
    name: 'load-manager-keys',
    text: `select person_id as "personId", array_agg(key order by rank) as keys from person_manager_keys
      where organization_id = $1 and person_id = any($2) group by person_id`,
    values: [organizationId, textArray(personIds)],
  })
}

/** The people whose manager is named by one of these keys. */
export async function findPeopleByManagerKeys(
  on: Queryable,
  organizationId: string,
  keys: readonly string[],
): Promise<string[]> {
  if (keys.length === 0) return []
  const rows = await on.query<{ person_id: string }>({
    name: 'find-people-by-manager-keys',
    text: `select distinct person_id from person_manager_keys where organization_id = $1 and key = any($2)`,
    values: [organizationId, textArray(keys)],
  })
  return rows.map(({ person_id }) => person_id)
}

/** Puts these in the place of what was stored of these people. */
export async function replaceManagerKeys(
  on: Queryable,
  organizationId: string,
  { cleared, named }: { readonly cleared: readonly string[]; readonly named: readonly ManagerKeys[] },
): Promise<void> {
  if (cleared.length > 0) {
    await on.query({
      name: 'delete-manager-keys',
      text: 'delete from person_manager_keys where organization_id = $1 and person_id = any($2)',
      values: [organizationId, textArray(cleared)],
    })
  }
  const list = named.flatMap(({ personId, keys }) => keys.map((key, rank) => ({ personId, key, rank })))
  if (list.length === 0) return
  await on.query({
    name: 'insert-manager-keys',
    text: `insert into person_manager_keys (organization_id, person_id, rank, key)
      select $1, person_id, rank::integer, key from unnest($2::text[], $3::text[], $4::text[]) as row (person_id, rank, key)`,
    values: [
      organizationId,
      textArray(list.map(({ personId }) => personId)),
      textArray(list.map(({ rank }) => String(rank))),
      textArray(list.map(({ key }) => key)),
    ],
  })
}
