import type { UserAttributes } from '../model/user.ts'
import type { Queryable } from './database.ts'
import { inLiveDirectory } from './live-directory.ts'

/** A user as a list of search results shows it. */
export type FoundUser = {
  readonly id: string
  readonly directoryId: string
  readonly active: boolean
  readonly attributes: UserAttributes
}

type Row = {
  readonly id: string
  readonly directory_id: string
  readonly active: boolean
  readonly attributes: UserAttributes
}

/**
 * Finds users by a part of their name, login or e-mail address, whatever the case; the newest first. An empty text finds
 * the newest of all. `organizationId` null looks in all organizations.
 */
export async function searchUsers(
  on: Queryable,
  query: { readonly organizationId: string | null; readonly text: string; readonly limit: number },
): Promise<FoundUser[]> {
  const rows = await on.query<Row>({
    text: `select id, directory_id, active, attributes from users
      where ($1::text is null or organization_id = $1) and ${inLiveDirectory('users')}
        and ($2 = '' or strpos(user_name_key, $2) > 0 or strpos(lower(attributes->>'name'), $2) > 0
          or strpos(lower(concat_ws(' ', attributes->>'first_name', attributes->>'last_name')), $2) > 0
          or strpos(lower(attributes->>'email'), $2) > 0)
      order by id desc limit $3`,
    values: [query.organizationId, query.text.normalize('NFC').toLowerCase(), query.limit],
  })
  return rows.map(({ id, directory_id: directoryId, active, attributes }) => ({ id, directoryId, active, attributes }))
}
