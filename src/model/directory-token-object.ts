import type { DirectoryToken } from './directory.ts'
import type { JsonObject } from './json.ts'

/** A bearer token as `dsync.token.created` and `dsync.token.revoked` show it (WorkOS, events reference). */
export function toDirectoryTokenObject(token: DirectoryToken): JsonObject {
  return {
    object: 'directory_token',
    id: token.id,
    directory_id: token.directoryId,
    organization_id: token.organizationId,
    token_suffix: token.suffix,
    created_at: token.createdAt.toISOString(),
  }
}
