import type { UserAttributes } from '../model/user.ts'
import type { Queryable } from './database.ts'
import { textArray } from './text-array.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** A user as a preview compares it with what the source has. */
export type ComparedUser = {
  readonly id: string
  readonly active: boolean
  readonly userName: string
  readonly attributes: UserAttributes
}

type Row = {
  readonly external_id: string
  readonly id: string
  readonly active: boolean
  readonly user_name: string
  readonly attributes: UserAttributes
}

/** The users of a directory that have these ids at the source, by that id. */
export async function findComparedUsers(
  on: Queryable,
  scope: Scope,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, ComparedUser>> {
  if (sourceIds.length === 0) return new Map()
  const rows = await on.query<Row>({
    text: `select given.external_id, u.* from unnest($3::text[]) as given (external_id)
      cross join lateral (select id, active, user_name, attributes from users
        where organization_id = $1 and directory_id = $2 and external_id = given.external_id limit 1) u`,
    values: [scope.organizationId, scope.directoryId, textArray(sourceIds)],
  })
  return new Map(
    rows.map(({ external_id, id, active, user_name, attributes }) => [
      external_id,
      { id, active, userName: user_name, attributes },
    ]),
  )
}

/** The names of the groups of a directory that have these ids at the source, by that id. */
export async function findComparedGroups(
  on: Queryable,
  scope: Scope,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (sourceIds.length === 0) return new Map()
  const rows = await on.query<{ external_id: string; display_name: string }>({
    text: `select given.external_id, g.display_name from unnest($3::text[]) as given (external_id)
      cross join lateral (select display_name from groups
        where organization_id = $1 and directory_id = $2 and external_id = given.external_id limit 1) g`,
    values: [scope.organizationId, scope.directoryId, textArray(sourceIds)],
  })
  return new Map(rows.map(({ external_id, display_name }) => [external_id, display_name]))
}

/** Active users of a directory whose ids at the source are not among these: their names, at most so many. */
export async function findUsersBeside(
  on: Queryable,
  scope: Scope,
  { sourceIds, limit }: { readonly sourceIds: readonly string[]; readonly limit: number },
): Promise<readonly { readonly id: string; readonly name: string; readonly email: string | null }[]> {
  return on.query({
    text: `select id, coalesce(attributes->>'name', user_name) as name, attributes->>'email' as email from users
      where organization_id = $1 and directory_id = $2 and active
        and not exists (select from unnest($3::text[]) as given (id) where given.id = users.external_id)
      order by position limit $4`,
    values: [scope.organizationId, scope.directoryId, textArray(sourceIds), limit],
  })
}
