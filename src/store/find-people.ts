import { caseKey } from '../model/user.ts'
import type { Queryable } from './database.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/**
 * Somebody whom a directory knows in one way or another: as a user, as one who was deleted, as a record of its source, or as a problem.
 * `sourceId` is what the source calls the person, `userId` what the directory does.
 */
export type KnownPerson = {
  readonly userId: string | null
  readonly deletedUserId: string | null
  readonly sourceId: string | null
  readonly name: string | null
  readonly email: string | null
  readonly isActive: boolean | null
}

type Row = {
  readonly user_id: string | null
  readonly deleted_user_id: string | null
  readonly source_id: string | null
  readonly name: string | null
  readonly email: string | null
  readonly active: boolean | null
}

/** What is searched for, and how many are wanted. */
export type PeopleSearch = { readonly text: string; readonly limit: number }

// Of how many problems the records are looked into: there may be as many as there are people.
const searchedProblems = 5000

const nameOf = `coalesce(attributes->>'name', user_name) as name, attributes->>'email' as email, active`
const sourceIdOf = 'coalesce(external_id, idp_id) as source_id'

/** Users by id, id at the source, userName or e-mail address; each has an index. */
const users = `select id as user_id, null as deleted_user_id, ${sourceIdOf}, ${nameOf} from users
  where organization_id = $1 and directory_id = $2`
const byUser = [
  `(${users} and id = $3)`,
  `(${users} and user_name_key = $4)`,
  `(${users} and external_id = $3 limit $5)`,
  `(${users} and external_id is null and idp_id = $3 limit $5)`,
  `(${users} and email_keys @> array[$4] limit $5)`,
]

const deleted = `(select null, id, ${sourceIdOf}, ${nameOf} from deleted_users
  where organization_id = $1 and directory_id = $2
    and (id = $3 or external_id = $3 or user_name_key = $4 or lower(attributes->>'email') = $4) limit $5)`

/** Records of the source, by its id or the name by which others refer to them. */
const records = `(select object_id, null, source_id, alias, null, null from source_records
    where organization_id = $1 and directory_id = $2 and kind = 'user' and source_id = $3 limit 1)
  union all
  (select object_id, null, source_id, alias, null, null from source_records
    where organization_id = $1 and directory_id = $2 and alias is not null and alias = $4 and kind = 'user' limit 1)`

const problems = `(select null, null, source_id, name, null, null from
    (select source_id, name, record from sync_problems
      where organization_id = $1 and directory_id = $2 and kind = 'user' limit ${searchedProblems}) p
    where source_id = $3 or lower(name) = $4 or strpos(lower(record::text), to_json($4::text)::text) > 0 limit $5)`

const exact = `${byUser.join(' union ')} union all ${deleted} union all ${records} union all ${problems}`

/**
 * Whom a text means in a directory: an id of a user, the source's own id, a userName or an e-mail address, in any case. The same person
 * may come more than once, by the different ways in which it is known.
 */
export async function findPeople(on: Queryable, scope: Scope, { text, limit }: PeopleSearch): Promise<KnownPerson[]> {
  const rows = await on.query<Row>({
    text: exact,
    values: [scope.organizationId, scope.directoryId, text, caseKey(text), limit],
  })
  return rows.map(toPerson)
}

function toPerson(row: Row): KnownPerson {
  return {
    userId: row.user_id,
    deletedUserId: row.deleted_user_id,
    sourceId: row.source_id,
    name: row.name,
    email: row.email,
    isActive: row.active,
  }
}
