import type { JsonObject } from '../../model/json.ts'
import type { PersonStatus } from '../../model/person.ts'
import type { Queryable } from '../database.ts'

/** Somebody in the chart of an organization. */
export type ChartPerson = {
  readonly id: string
  readonly displayName: string
  readonly nameKey: string
  readonly status: PersonStatus
  readonly managerId: string | null
  /** Of the merged values, those that a card shows. */
  readonly attributes: JsonObject
  /** How many report to them, and how many are below them in all, each up to `mostCounted`. */
  readonly reports: number
  readonly below: number
}

/** Nobody reads a larger number off a card: whoever has more below has `more than` so many. */
export const mostCounted = 1_000

// Of those who left only managers are shown, for somebody still reports to them; service accounts are nobody's reports.
const isShown = `(p.status <> 'left' and not p.is_service)`

const shownAttributes = ['title', 'department', 'mail']
const attributes = `jsonb_build_object(${shownAttributes.map((name) => `'${name}', p.attributes->'${name}'`).join(', ')})`

const reportsOf = (id: string) => `select p.id from people p
  where p.organization_id = $1 and p.manager_id = ${id} and ${isShown}`

/** The columns of a card of `p`, and what has to be joined for them. Reports are counted no further than anybody reads. */
const card = `p.id, p.display_name as "displayName", p.display_name_key as "nameKey", p.status, p.manager_id as "managerId",
  ${attributes} as attributes, counted.reports, counted.below`
const counted = `cross join lateral (select
    (select count(*)::integer from (${reportsOf('c.id')} limit ${mostCounted + 1}) r) as reports,
    (with recursive b (id) as (
        (${reportsOf('c.id')})
        union
        select r.id from b cross join lateral (${reportsOf('b.id')} offset 0) r
      )
      select count(*)::integer from (select from b where b.id <> c.id limit ${mostCounted + 1}) r) as below
  ) counted`

/** People by their ids as cards, in no order. */
export async function readChartPeople(
  on: Queryable,
  organizationId: string,
  ids: readonly string[],
): Promise<ChartPerson[]> {
  if (ids.length === 0) return []
  return on.query<ChartPerson>({
    name: 'read-chart-people',
    text: `select ${card} from unnest($2::text[]) c (id)
      cross join lateral (select * from people p where p.organization_id = $1 and p.id = c.id offset 0) p ${counted}`,
    values: [organizationId, ids],
  })
}

/** Those who report to these people, by name, no more than so many of each. */
export async function readReportIds(
  on: Queryable,
  organizationId: string,
  { managers, most }: { readonly managers: readonly string[]; readonly most: number },
): Promise<string[]> {
  if (managers.length === 0) return []
  const rows = await on.query<{ readonly id: string }>({
    name: 'read-chart-reports',
    text: `select r.id from unnest($2::text[]) with ordinality m (id, rank)
      cross join lateral (${reportsOf('m.id')} and p.id <> m.id order by p.display_name_key, p.id limit $3) r
      order by m.rank`,
    values: [organizationId, managers, most],
  })
  return rows.map(({ id }) => id)
}

/** A manager and who theirs is. */
export type ChartManager = { readonly id: string; readonly managerId: string | null }

const mostManagers = 50_000

/** Everybody to whom somebody reports. It is read once, when a chart is opened at its top. */
export async function readManagers(on: Queryable, organizationId: string): Promise<ChartManager[]> {
  return on.query<ChartManager>({
    name: 'read-chart-managers',
    text: `select m.id, p.manager_id as "managerId"
      from (select distinct manager_id as id from people p
        where organization_id = $1 and manager_id is not null and ${isShown} limit ${mostManagers}) m
      cross join lateral (select manager_id from people where organization_id = $1 and id = m.id offset 0) p`,
    values: [organizationId],
  })
}

/** Where a list of people goes on, by name. */
export type ChartPlace = { readonly nameKey: string; readonly id: string }

/** People who have no manager and to whom nobody reports, by name: the chart has no place for them. */
export async function listUnplaced(
  on: Queryable,
  organizationId: string,
  { after, limit }: { readonly after: ChartPlace | null; readonly limit: number },
): Promise<ChartPerson[]> {
  return on.query<ChartPerson>({
    name: 'list-unplaced-people',
    text: `select p.id, p.display_name as "displayName", p.display_name_key as "nameKey", p.status, p.manager_id as "managerId",
        ${attributes} as attributes, 0 as reports, 0 as below
      from people p where p.organization_id = $1 and ${unplaced} and (p.display_name_key, p.id) > ($2, $3)
      order by p.display_name_key, p.id limit $4`,
    values: [organizationId, after?.nameKey ?? '', after?.id ?? '', limit],
  })
}

const unplaced = `p.manager_id is null and ${isShown} and
  (select true from people r where r.organization_id = $1 and r.manager_id = p.id limit 1) is null`

/** How many the chart has no place for, up to `mostCounted` and one more. */
export async function countUnplaced(on: Queryable, organizationId: string): Promise<number> {
  const [row] = await on.query<{ readonly count: number }>({
    name: 'count-unplaced-people',
    text: `select count(*)::integer as count
      from (select from people p where p.organization_id = $1 and ${unplaced} limit ${mostCounted + 1}) p`,
    values: [organizationId],
  })
  return row?.count ?? 0
}
