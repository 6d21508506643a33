import type { Person } from '../../model/person.ts'
import { caseKey } from '../../model/user.ts'
import { assignments, columnRows, type RowColumn } from '../column-rows.ts'
import type { Queryable } from '../database.ts'
import { inPieces } from '../in-pieces.ts'
import { textArray } from '../text-array.ts'
import { type PersonRow, personColumns, toPerson } from './person-row.ts'

/** A person with what is stored beside it: when it changes next by the passing of time alone. */
export type StoredPerson = { readonly person: Person; readonly nextFlipAt: Date | null }

/** The people of an organization with these ids. */
export async function loadPeople(
  on: Queryable,
  organizationId: string,
  ids: readonly string[],
): Promise<StoredPerson[]> {
  if (ids.length === 0) return []
  const rows = await on.query<PersonRow>({
    name: 'load-people',
    text: `select ${personColumns} from people p where p.organization_id = $1 and p.id = any($2)`,
    values: [organizationId, textArray(ids)],
  })
  return rows.map((row) => ({ person: toPerson(row), nextFlipAt: row.next_flip_at }))
}

/** Who the managers of these people are, and how the source names one who is not there. */
export async function loadManagersOf(
  on: Queryable,
  organizationId: string,
  ids: readonly string[],
): Promise<Pick<Person, 'id' | 'managerId' | 'managerKey'>[]> {
  if (ids.length === 0) return []
  return on.query({
    name: 'load-managers-of',
    text: `select id, manager_id as "managerId", manager_key as "managerKey" from people
      where organization_id = $1 and id = any($2)`,
    values: [organizationId, textArray(ids)],
  })
}

const columns: readonly RowColumn<StoredPerson>[] = [
  { name: 'id', type: 'text', of: ({ person }) => person.id },
  { name: 'status', type: 'text', of: ({ person }) => person.status },
  { name: 'is_service', type: 'boolean', of: ({ person }) => String(person.isService) },
  { name: 'display_name', type: 'text', of: ({ person }) => person.displayName },
  { name: 'display_name_key', type: 'text', of: ({ person }) => caseKey(person.displayName).slice(0, 200) },
  { name: 'attributes', type: 'jsonb', of: ({ person }) => JSON.stringify(person.attributes) },
  { name: 'sources', type: 'jsonb', of: ({ person }) => JSON.stringify(person.sources) },
  { name: 'manager_id', type: 'text', of: ({ person }) => person.managerId },
  { name: 'manager_key', type: 'text', of: ({ person }) => person.managerKey },
  { name: 'next_flip_at', type: 'timestamptz', of: ({ nextFlipAt }) => nextFlipAt?.toISOString() ?? null },
  { name: 'version', type: 'integer', of: ({ person }) => String(person.version) },
  { name: 'created_at', type: 'timestamptz', of: ({ person }) => person.createdAt.toISOString() },
  { name: 'updated_at', type: 'timestamptz', of: ({ person }) => person.updatedAt.toISOString() },
]
const rows = columnRows(columns, 2)
const changing = assignments(columns.filter(({ name }) => name !== 'id'))

/** Writes new people. */
export function insertPeople(on: Queryable, organizationId: string, people: readonly StoredPerson[]): Promise<void> {
  return inPieces(people, async (piece) => {
    if (piece.length === 0) return
    const { form, source, parameters } = rows.of(piece)
    await on.query({
      name: `insert-people-${form}`,
      text: `insert into people (organization_id, ${rows.names}) select $1, ${rows.values} from ${source}`,
      values: [organizationId, ...parameters],
    })
  })
}

/** Writes people that are there already. */
export function updatePeople(on: Queryable, organizationId: string, people: readonly StoredPerson[]): Promise<void> {
  return inPieces(people, async (piece) => {
    if (piece.length === 0) return
    const { form, source, parameters } = rows.of(piece)
    await on.query({
      name: `update-people-${form}`,
      text: `update people set ${changing} from ${source} where people.organization_id = $1 and people.id = row.id`,
      values: [organizationId, ...parameters],
    })
  })
}

/** People of whom the day has come: they change by the passing of time alone. The longest due first; `without` organizations. */
export async function findPeopleDue(
  on: Queryable,
  now: Date,
  { limit, without = [] }: { readonly limit: number; readonly without?: readonly string[] },
): Promise<{ readonly organizationId: string; readonly id: string }[]> {
  return on.query({
    name: 'find-people-due',
    text: `select p.organization_id as "organizationId", p.id from people p
      join organizations o on o.id = p.organization_id and o.deleted_at is null
      where p.next_flip_at <= $1 and p.organization_id <> all($3) order by p.next_flip_at limit $2`,
    values: [now, limit, textArray(without)],
  })
}
