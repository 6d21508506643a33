import { standardAttributes } from '../../model/person-attributes.ts'
import type { Queryable } from '../database.ts'

/** So many of the oldest people, and so many of the newest, stand for all: a plan is to take no longer where there are more. */
const sampleSize = 1000

/** For how many people each attribute has a value. */
export async function readCoverage(
  on: Queryable,
  organizationId: string,
): Promise<{ readonly people: number; readonly values: Readonly<Record<string, number>> }> {
  const rows = await on.query<{ name: string | null; count: string }>({
    name: 'read-people-coverage',
    text: `with sample as (
        (select id, attributes, status from people where organization_id = $1 order by id limit $2)
        union (select id, attributes, status from people where organization_id = $1 order by id desc limit $2)
      ), here as (select id, attributes from sample where status <> 'left')
      select null as name, count(*) from here
      union all
      select key, count(*) from here cross join lateral jsonb_each(attributes)
        where value not in ('null'::jsonb, '[]'::jsonb) group by key`,
    values: [organizationId, sampleSize],
  })
  const values: Record<string, number> = Object.fromEntries(Object.keys(standardAttributes).map((name) => [name, 0]))
  let people = 0
  for (const { name, count } of rows) {
    if (name === null) people = Number(count)
    else values[name] = Number(count)
  }
  return { people, values }
}
