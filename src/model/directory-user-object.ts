import type { JsonObject } from './json.ts'
import type { User } from './user.ts'

/** What `toDirectoryUserObject` needs of a user: not its document, so that lists need not load it. */
export type DirectoryUserFields = Omit<User, 'document' | 'userName' | 'externalId' | 'version' | 'inactiveSince'>

/**
 * A user as the API and the events show it: WorkOS's `directory_user` (API reference, "Directory User") without
 * `groups`. `raw_attributes` is always empty, as WorkOS gives it since 2026-04-15; `emails`, `job_title` and `username`
 * are deprecated there but still read by its SDKs.
 */
export function toDirectoryUserObject(user: DirectoryUserFields): JsonObject {
  const { attributes } = user
  return {
    object: 'directory_user',
    id: user.id,
    directory_id: user.directoryId,
    organization_id: user.organizationId,
    idp_id: user.idpId,
    email: attributes.email,
    first_name: attributes.first_name,
    last_name: attributes.last_name,
    name: attributes.name,
    emails: attributes.emails.map((email) => ({ ...email })),
    job_title: attributes.job_title,
    username: attributes.username,
    state: user.active ? 'active' : 'inactive',
    raw_attributes: {},
    custom_attributes: attributes.custom_attributes,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  }
}
