import type { DirectoryUserFields } from '../model/directory-user-object.ts'
import type { JsonObject } from '../model/json.ts'
import { caseKey, type Received, type UserAttributes } from '../model/user.ts'
import type { Queryable } from './database.ts'
import { positionKey } from './list-by-position.ts'
import { idKey, type Listed, type ListKey, type ListPage, pageSql, toListed } from './list-page.ts'
import { inLiveDirectory, isLiveDirectory } from './live-directory.ts'
import { type SqlParameters, sqlParameters } from './sql-parameters.ts'

type UserFieldsRow = {
  readonly organization_id: string
  readonly directory_id: string
  readonly id: string
  readonly idp_id: string
  readonly active: boolean
  readonly attributes: UserAttributes
  readonly created_at: Date
  readonly updated_at: Date
}

const columns = 'u.organization_id, u.directory_id, u.id, u.idp_id, u.active, u.attributes, u.created_at, u.updated_at'

/** Which users are listed: those of one directory, in the order of their creation, or the direct ones of one group. */
export type UserScope = {
  readonly organizationId: string
  readonly directoryId: string
  readonly groupId: string | null
  readonly idpId: string | null
  /** The primary e-mail address, whatever its case. */
  readonly email: string | null
}

/** The user with this id, or null; null too when it is another organization's than `organizationId` (null: any). */
export async function findUserFields(
  on: Queryable,
  id: string,
  organizationId: string | null,
): Promise<DirectoryUserFields | null> {
  const rows = await on.query<UserFieldsRow>({
    name: 'find_user_fields',
    text: `select ${columns} from users u where u.id = $1 and ($2::text is null or u.organization_id = $2)
        and ${inLiveDirectory('u')}`,
    values: [id, organizationId],
  })
  return rows[0] ? toUserFields(rows[0]) : null
}

/** Users by their ids, in the order of these; those that are not there any more are left out. Scoped as `findUserFields` is. */
export async function loadUserFields(
  on: Queryable,
  organizationId: string | null,
  ids: readonly string[],
): Promise<DirectoryUserFields[]> {
  if (ids.length === 0) return []
  const rows = await on.query<UserFieldsRow>({
    text: `select ${columns} from users u where u.id = any($1) ${organizationId === null ? '' : 'and u.organization_id = $2'}`,
    values: organizationId === null ? [ids] : [ids, organizationId],
  })
  const byId = new Map(rows.map((row) => [row.id, toUserFields(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** A user in its source's own form, and the request or record that it last came from. */
export type UserSource = { readonly id: string; readonly document: JsonObject; readonly received: Received | null }

/** The source's form of the user with this id, or null; scoped as `findUserFields` is. */
export async function findUserSource(
  on: Queryable,
  id: string,
  organizationId: string | null,
): Promise<UserSource | null> {
  const [row] = await on.query<UserSource>({
    text: `select u.id, u.document, u.received::json as received from users u
      where u.id = $1 and ($2::text is null or u.organization_id = $2) and ${inLiveDirectory('u')}`,
    values: [id, organizationId],
  })
  return row ?? null
}

/** A page of users. */
export async function listUserFields(
  on: Queryable,
  scope: UserScope,
  page: ListPage,
): Promise<Listed<DirectoryUserFields>> {
  const parameters = sqlParameters([scope.organizationId, scope.directoryId])
  const from = scope.groupId === null ? 'users u' : membersOf(parameters.add(scope.groupId))
  const { conditions, end } = pageSql(listKey(scope, parameters), page)
  const where = [
    'u.organization_id = $1',
    'u.directory_id = $2',
    isLiveDirectory('$1', '$2'),
    ...filters(scope, parameters),
    ...conditions,
  ]
  const rows = await on.query<UserFieldsRow>({
    text: `select ${columns} from ${from} where ${where.join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toUserFields)
}

function membersOf(group: string): string {
  return `memberships m join users u on u.organization_id = m.organization_id and u.id = m.member_id
      and m.member_type = 'user' and m.organization_id = $1 and m.group_id = ${group}`
}

/** A group's members lie in the primary key of memberships by their ids; a directory's users in an index by position. */
function listKey(scope: UserScope, parameters: SqlParameters): ListKey {
  return scope.groupId === null ? positionKey('users', 'u', parameters) : idKey('m.member_id', parameters)
}

function filters(scope: UserScope, parameters: SqlParameters): string[] {
  const conditions: string[] = []
  if (scope.idpId !== null) {
    const id = parameters.add(scope.idpId)
    // What a user's source calls it is its external_id, if it has one: written so, both have an index.
    conditions.push(`(u.external_id = ${id} or (u.external_id is null and u.idp_id = ${id}))`)
  }
  if (scope.email !== null) {
    const key = parameters.add(caseKey(scope.email))
    conditions.push(`u.email_keys @> array[${key}] and lower(u.attributes->>'email') = ${key}`)
  }
  return conditions
}

function toUserFields(row: UserFieldsRow): DirectoryUserFields {
  return {
    id: row.id,
    organizationId: row.organization_id,
    directoryId: row.directory_id,
    idpId: row.idp_id,
    active: row.active,
    attributes: row.attributes,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
