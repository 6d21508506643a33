import type { Person } from '../../model/person.ts'
import type { Queryable } from '../database.ts'
import { type PersonRow, personColumns, toPerson } from './person-row.ts'

/** The person with this id, or null; null too when it is another organization's than `organizationId` (null: any). */
export async function findPerson(on: Queryable, id: string, organizationId: string | null): Promise<Person | null> {
  const [row] = await on.query<PersonRow>({
    name: 'find-person',
    text: `select ${personColumns} from people p where p.id = $1 and ($2::text is null or p.organization_id = $2)`,
    values: [id, organizationId],
  })
  return row ? toPerson(row) : null
}

/** Somebody of whom no user is left, or (`mergedInto`) who became one with another; scoped as `findPerson` is. */
export async function findFormerPerson(
  on: Queryable,
  id: string,
  organizationId: string | null,
): Promise<{ readonly id: string; readonly organizationId: string; readonly mergedInto: string | null } | null> {
  const [row] = await on.query<{ organization_id: string; merged_into: string | null }>({
    name: 'find-former-person',
    text: `select organization_id, merged_into from former_people
      where id = $1 and ($2::text is null or organization_id = $2)`,
    values: [id, organizationId],
  })
  return row ? { id, organizationId: row.organization_id, mergedInto: row.merged_into } : null
}

/** People of an organization by their ids, in the order of these; those who are not there any more are left out. */
export async function loadPersons(on: Queryable, organizationId: string, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return []
  const rows = await on.query<PersonRow>({
    name: 'load-persons',
    text: `select ${personColumns} from people p where p.organization_id = $1 and p.id = any($2)`,
    values: [organizationId, ids],
  })
  const byId = new Map(rows.map((row) => [row.id, toPerson(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** What people are called, by id. */
export async function namesOfPersons(
  on: Queryable,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await on.query<{ id: string; display_name: string }>({
    name: 'names-of-persons',
    text: 'select id, display_name from people where organization_id = $1 and id = any($2)',
    values: [organizationId, ids],
  })
  return new Map(rows.map((row) => [row.id, row.display_name]))
}

/** In which directories people are users, by the id of the person, in the order of the ids of directories. */
export async function directoriesOfPersons(
  on: Queryable,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (ids.length === 0) return new Map()
  const rows = await on.query<{ person_id: string; directories: string[] }>({
    name: 'directories-of-persons',
    text: `select person_id, array_agg(distinct directory_id order by directory_id) as directories from person_links
      where organization_id = $1 and person_id = any($2) group by person_id`,
    values: [organizationId, ids],
  })
  return new Map(rows.map((row) => [row.person_id, row.directories]))
}
