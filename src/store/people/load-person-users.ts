import type { UserAttributes } from '../../model/user.ts'
import type { Queryable } from '../database.ts'
import { textArray } from '../text-array.ts'
import type { PersonUser } from './person-user.ts'

type Row = {
  readonly id: string
  readonly directory_id: string
  readonly idp_id: string
  readonly active: boolean
  readonly attributes: UserAttributes
  readonly updated_at: Date
}

const columns = 'u.id, u.directory_id, u.idp_id, u.active, u.attributes, u.updated_at'

/** The users of an organization with these ids, of whatever directory. */
export async function loadPersonUsers(
  on: Queryable,
  organizationId: string,
  ids: readonly string[],
): Promise<PersonUser[]> {
  if (ids.length === 0) return []
  const rows = await on.query<Row>({
    name: 'load-person-users',
    text: `select ${columns} from users u where u.organization_id = $1 and u.id = any($2)`,
    values: [organizationId, textArray(ids)],
  })
  return rows.map(toUser)
}

/**
 * The ids of the next users of an organization after `after`, in their order: of all that are there, and of those that were somebody's,
 * disputed or nobody's by decision and are gone.
 */
export async function listUsersToLookAt(
  on: Queryable,
  organizationId: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const rows = await on.query<{ id: string }>({
    name: 'list-users-to-look-at',
    text: `(select id from users where organization_id = $1 and id > $2 order by id limit $3)
      union
      (select user_id from person_links where organization_id = $1 and user_id > $2 order by user_id limit $3)
      union
      (select user_id from match_cases where organization_id = $1 and user_id > $2 and state <> 'obsolete'
        order by user_id limit $3)
      order by 1 limit $3`,
    values: [organizationId, after, limit],
  })
  return rows.map(({ id }) => id)
}

function toUser(row: Row): PersonUser {
  return {
    id: row.id,
    directoryId: row.directory_id,
    idpId: row.idp_id,
    active: row.active,
    attributes: row.attributes,
    updatedAt: row.updated_at,
  }
}
