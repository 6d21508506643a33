import type { Json } from '../../model/json.ts'
import type { PersonStatus } from '../../model/person.ts'
import { standardAttributes } from '../../model/person-attributes.ts'
import type { Queryable } from '../database.ts'

/** What of people a plan reads: attributes by name, and whether the manager is of interest, which tells most people apart. */
export type PeopleColumns = { readonly attributes: readonly string[]; readonly manager: boolean }

/** What rules can read of people who look the same to them. */
export type PeopleValues = {
  readonly status: PersonStatus
  readonly isService: boolean
  readonly managerId: string | null
  readonly managerKey: string | null
  readonly attributes: Readonly<Record<string, Json | undefined>>
}

/** People who look the same. */
export type PeopleRow = PeopleValues & { readonly ids: readonly string[] }

type RawRow = { readonly key: string; readonly ids: string }

/** Everybody of an organization, those together who look the same. */
export async function readAlikePeople(
  on: Queryable,
  organizationId: string,
  columns: PeopleColumns,
): Promise<PeopleRow[]> {
  // Of the attributes as a whole PostgreSQL expects that nobody looks like anybody, and would sort everybody; behind an offset it
  // expects few groups, as there are.
  const rows = await on.query<RawRow>({
    text: `select key, string_agg(id, ' ') as ids
      from (select ${keySql(columns)} as key, id from people where organization_id = $1 offset 0) p group by key`,
    values: [organizationId, ...columns.attributes],
  })
  return rows.map(({ key, ids }) => ({ ...toValues(key, columns), ids: ids.split(' ') }))
}

/** Some people by their ids. */
export async function readPeopleById(
  on: Queryable,
  organizationId: string,
  { ids, columns }: { readonly ids: readonly string[]; readonly columns: PeopleColumns },
): Promise<PeopleRow[]> {
  if (ids.length === 0) return []
  const rows = await on.query<RawRow>({
    text: `select ${keySql(columns)} as key, id as ids from people
      where organization_id = $1 and id = any($${columns.attributes.length + 2})`,
    values: [organizationId, ...columns.attributes, ids],
  })
  return rows.map(({ key, ids: id }) => ({ ...toValues(key, columns), ids: [id] }))
}

function keySql({ attributes, manager }: PeopleColumns): string {
  const read = attributes.map((name, index) => `attributes ${isText(name) ? '->>' : '->'} $${index + 2}::text`)
  const beside = ['status', 'is_service', ...(manager ? ['manager_id', 'manager_key'] : [])]
  return `concat(${[...beside, ...read].join(`, e'\\n', `)})`
}

/** Texts in canonical form are not empty and have no line ends. To take them out of their JSON costs half of what JSON does. */
function isText(name: string): boolean {
  const type = standardAttributes[name]?.type ?? 'list'
  return type !== 'list' && type !== 'number' && type !== 'boolean'
}

/** Each value is on a line of its own, texts as they are and others as JSON; nothing is there for what is missing. */
function toValues(key: string, { attributes, manager }: PeopleColumns): PeopleValues {
  const [status = '', isService, ...lines] = key.split('\n')
  const [managerId = '', managerKey = ''] = manager ? lines.splice(0, 2) : []
  const parse = (name: string, line: string | undefined): Json | undefined => {
    if (line === undefined || line === '') return undefined
    return isText(name) ? line : JSON.parse(line)
  }
  const named = attributes.map((name, index) => [name, parse(name, lines[index])] as const)
  return {
    ...{ status: status as PersonStatus, isService: isService === 't' },
    ...{ managerId: managerId || null, managerKey: managerKey || null, attributes: Object.fromEntries(named) },
  }
}

/** Who the managers of an organization report to: by the id of a manager that of the manager above, null for none. */
export async function readManagersAbove(
  on: Queryable,
  organizationId: string,
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await on.query<{ readonly id: string; readonly manager_id: string | null }>({
    text: `select p.id, p.manager_id from (select distinct manager_id as id from people
        where organization_id = $1 and manager_id is not null) m
      join people p on p.organization_id = $1 and p.id = m.id`,
    values: [organizationId],
  })
  return new Map(rows.map(({ id, manager_id }) => [id, manager_id]))
}

/** What people are called. */
export async function readPeopleNames(
  on: Queryable,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await on.query<{ readonly id: string; readonly display_name: string }>({
    name: 'read-people-names',
    text: 'select id, display_name from people where organization_id = $1 and id = any($2)',
    values: [organizationId, ids],
  })
  return new Map(rows.map(({ id, display_name }) => [id, display_name]))
}
