import type { Queryable } from '../database.ts'

/** The people whom keys of `person_keys` name, by key: usually one, several where sources contradict one another. */
export async function findPeopleByKeys(
  on: Queryable,
  organizationId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (keys.length === 0) return new Map()
  const rows = await on.query<{ readonly key: string; readonly people: string }>({
    name: 'find-people-by-keys',
    text: `select k.key, string_agg(distinct l.person_id, ' ') as people
      from unnest($2::text[]) as wanted (key)
      join person_keys k on k.organization_id = $1 and k.key = wanted.key
      join person_links l on l.organization_id = $1 and l.user_id = k.user_id
      group by k.key`,
    values: [organizationId, keys],
  })
  return new Map(rows.map(({ key, people }) => [key, people.split(' ')]))
}
