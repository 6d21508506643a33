import { userNameKey, userSearchWords } from '../model/search-words.ts'
import type { Received, User } from '../model/user.ts'
import { caseKey } from '../model/user.ts'
import { arrayLiteral, assignments, columnRows, type RowColumn } from './column-rows.ts'
import type { Queryable } from './database.ts'
import { inPieces } from './in-pieces.ts'
import { countCreated, countDeleted } from './position-blocks.ts'
import { wordsLiteral } from './words-literal.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** A user to write, with the request that brought it about; without one the stored request stays. */
export type WrittenUser = { readonly user: User; readonly received: Received | null }

/** A new user with its place in the directory's order. */
export type NewUser = WrittenUser & { readonly position: number }

// Longer values cannot be indexed and are no e-mail addresses (RFC 5321 section 4.5.3.1: 254 characters).
const longestEmail = 320

const changing: readonly RowColumn<WrittenUser>[] = [
  { name: 'user_name', type: 'text', of: ({ user }) => user.userName },
  { name: 'user_name_key', type: 'text', of: ({ user }) => caseKey(user.userName) },
  { name: 'external_id', type: 'text', of: ({ user }) => user.externalId },
  { name: 'idp_id', type: 'text', of: ({ user }) => user.idpId },
  { name: 'email_keys', type: 'text[]', of: ({ user }) => arrayLiteral(emailKeys(user)) },
  { name: 'active', type: 'boolean', of: ({ user }) => String(user.active) },
  { name: 'inactive_since', type: 'timestamptz', of: ({ user }) => user.inactiveSince?.toISOString() ?? null },
  { name: 'attributes', type: 'jsonb', of: ({ user }) => JSON.stringify(user.attributes) },
  { name: 'document', type: 'jsonb', of: ({ user }) => JSON.stringify(user.document) },
  { name: 'name_key', type: 'text', of: ({ user }) => userNameKey(user) },
  { name: 'search', type: 'tsvector', of: ({ user }) => wordsLiteral(userSearchWords(user)) },
  { name: 'version', type: 'integer', of: ({ user }) => String(user.version) },
  { name: 'created_at', type: 'timestamptz', of: ({ user }) => user.createdAt.toISOString() },
  { name: 'updated_at', type: 'timestamptz', of: ({ user }) => user.updatedAt.toISOString() },
]

const updated: readonly RowColumn<WrittenUser>[] = [
  { name: 'id', type: 'text', of: ({ user }) => user.id },
  { name: 'received', type: 'text', of: ({ received }) => received && JSON.stringify(received) },
  ...changing,
]

const inserted: readonly RowColumn<NewUser>[] = [
  { name: 'position', type: 'bigint', of: ({ position }) => String(position) },
  ...updated,
]

const updatedRows = columnRows(updated, 3)
const insertedRows = columnRows(inserted, 3)

/** Inserts users. */
export async function insertUsers(on: Queryable, scope: Scope, users: readonly NewUser[]): Promise<void> {
  await inPieces(users, (piece) => insertPiece(on, scope, piece))
}

async function insertPiece(on: Queryable, scope: Scope, users: readonly NewUser[]): Promise<void> {
  const { form, source, parameters } = insertedRows.of(users)
  await on.query({
    name: `insert-users-${form}`,
    text: `with created as (insert into users (organization_id, directory_id, ${insertedRows.names})
        select $1, $2, ${insertedRows.values} from ${source}
        returning position)
      ${countCreated('users')}`,
    values: [scope.organizationId, scope.directoryId, ...parameters],
  })
}

/** Writes what changed users are now; one that was deleted and came again in the same batch has a new `createdAt`. */
export async function updateUsers(on: Queryable, scope: Scope, users: readonly WrittenUser[]): Promise<void> {
  const { form, source, parameters } = updatedRows.of(users)
  await on.query({
    name: `update-users-${form}`,
    text: `update users u set ${assignments(changing)}, received = coalesce(row.received, u.received)
      from ${source}
      where u.organization_id = $1 and u.directory_id = $2 and u.id = row.id`,
    values: [scope.organizationId, scope.directoryId, ...parameters],
  })
}

/** Deletes users; their memberships are deleted by the caller. */
export async function deleteUsers(on: Queryable, scope: Scope, ids: readonly string[]): Promise<void> {
  await on.query({
    name: 'delete-users',
    text: `with deleted as (delete from users where organization_id = $1 and directory_id = $2 and id = any($3)
        returning position)
      ${countDeleted('users')}`,
    values: [scope.organizationId, scope.directoryId, ids],
  })
}

function emailKeys(user: User): string[] {
  const keys = user.attributes.emails
    .filter(({ value }) => value.length <= longestEmail)
    .map(({ value }) => caseKey(value))
  return [...new Set(keys)]
}
