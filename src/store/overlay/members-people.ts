import type { Json } from '../../model/json.ts'
import type { PersonStatus } from '../../model/person.ts'
import type { Queryable } from '../database.ts'

/** A person as rules read them: only the attributes that were asked for. */
export type RulePerson = {
  readonly id: string
  readonly status: PersonStatus
  readonly isService: boolean
  readonly managerId: string | null
  readonly managerKey: string | null
  readonly attributes: Readonly<Record<string, Json>>
}

/** Which people: these, or so many after one, by their ids. */
export type WhichPeople =
  | { readonly ids: readonly string[] }
  | { readonly after: string | null; readonly limit: number }

type Row = { readonly id: string; readonly person: string }

/**
 * Reads people with these attributes and no others. In one text per person, whose parsing is the least work of all ways to bring
 * them here.
 */
export async function readRulePeople(
  on: Queryable,
  organizationId: string,
  { attributes, which }: { readonly attributes: readonly string[]; readonly which: WhichPeople },
): Promise<RulePerson[]> {
  const names = attributes.map((_, index) => `attributes -> $${index + 2}::text`)
  const columns = ['id', 'status', 'is_service', 'manager_id', 'manager_key', ...names]
  const { condition, values } = conditionOf(which, attributes.length + 2)
  const rows = await on.query<Row>({
    text: `select jsonb_build_array(${columns.join(', ')})::text as person from people
      where organization_id = $1 and ${condition}`,
    values: [organizationId, ...attributes, ...values],
  })
  return rows.map(({ person }) => toRulePerson(person, attributes))
}

function conditionOf(which: WhichPeople, first: number): { condition: string; values: unknown[] } {
  if ('ids' in which) return { condition: `id = any($${first})`, values: [which.ids] }
  const { after, limit } = which
  return { condition: `id > $${first} order by id limit $${first + 1}`, values: [after ?? '', limit] }
}

function toRulePerson(person: string, names: readonly string[]): RulePerson {
  const [id, status, isService, managerId, managerKey, ...values] = JSON.parse(person) as [
    string,
    PersonStatus,
    boolean,
    string | null,
    string | null,
    ...(Json | null)[],
  ]
  const attributes: Record<string, Json> = {}
  for (const [index, name] of names.entries()) {
    const value = values[index]
    if (value !== null && value !== undefined) attributes[name] = value
  }
  return { id, status, isService, managerId, managerKey, attributes }
}

const longestChain = 64

/** All managers above each of these people, the nearest first. A circle ends where somebody comes again. */
export async function readManagerChains(
  on: Queryable,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (ids.length === 0) return new Map()
  const rows = await on.query<{ readonly id: string; readonly chain: readonly string[] }>({
    name: 'read-manager-chains',
    text: `with recursive above (id, manager_id, depth) as (
        select p.id, p.manager_id, 1 from people p
          where p.organization_id = $1 and p.id = any($2) and p.manager_id is not null
        union all
        select a.id, p.manager_id, a.depth + 1 from above a
          join people p on p.organization_id = $1 and p.id = a.manager_id
          where p.manager_id is not null and a.depth < ${longestChain}
      )
      select id, array_agg(manager_id order by depth) as chain from above group by id`,
    values: [organizationId, ids],
  })
  return new Map(rows.map(({ id, chain }) => [id, [...new Set(chain)]]))
}

/** Everybody who reports to one of these people, directly or not. Some of the people themselves may be among them. */
export async function readReportsBelow(
  on: Queryable,
  organizationId: string,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await on.query<{ readonly id: string }>({
    name: 'read-reports-below',
    text: `with recursive below (id) as (
        select p.id from people p where p.organization_id = $1 and p.manager_id = any($2)
        union
        -- Person by person: how many report to one cannot be known before, and all people would be read at once for it.
        select p.id from below b cross join lateral (
          select id from people where organization_id = $1 and manager_id = b.id offset 0
        ) p
      )
      select id from below`,
    values: [organizationId, ids],
  })
  return rows.map(({ id }) => id)
}
