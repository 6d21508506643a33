import type { Group } from './group.ts'
import type { JsonObject } from './json.ts'

/** What `toDirectoryGroupObject` needs of a group: not its document, so that lists need not load it. */
export type DirectoryGroupFields = Omit<Group, 'document' | 'externalId' | 'version' | 'memberCount'>

/** A group as the API and the events show it: WorkOS's `directory_group` (API reference, "Directory Group"). */
export function toDirectoryGroupObject(group: DirectoryGroupFields): JsonObject {
  return {
    object: 'directory_group',
    id: group.id,
    idp_id: group.idpId,
    directory_id: group.directoryId,
    organization_id: group.organizationId,
    name: group.displayName,
    raw_attributes: {},
    created_at: group.createdAt.toISOString(),
    updated_at: group.updatedAt.toISOString(),
  }
}
