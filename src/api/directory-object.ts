import { isPulled } from '../model/connection.ts'
import { DirectoryState, scimPath } from '../model/directory.ts'
import type { JsonObject } from '../model/json.ts'
import type { DirectoryWithTotals } from '../store/directories.ts'

/** WorkOS has other words for a directory's state in its API than in its events. */
export const apiStates: Readonly<Record<DirectoryState, string>> = {
  setup: 'validating',
  active: 'linked',
  quarantined: 'invalid_credentials',
  inactive: 'unlinked',
  deleting: 'deleting',
}

/** The state that the API calls so. */
export function toState(shown: string): DirectoryState {
  const state = DirectoryState.options.find((one) => apiStates[one] === shown)
  if (!state) throw new Error(`There is no state ${shown}`)
  return state
}

/**
 * A directory as the API shows it: WorkOS's `directory` (API reference, "Directory") and the SCIM base URL, `endpoint`,
 * which WorkOS shows in its dashboard only; null where nobody pushes SCIM.
 */
export function toDirectoryObject(directory: DirectoryWithTotals, publicUrl: string): JsonObject {
  const { totals, deprovisioning } = directory
  return {
    object: 'directory',
    id: directory.id,
    organization_id: directory.organizationId,
    external_key: directory.externalKey,
    type: directory.type,
    state: apiStates[directory.state],
    name: directory.name,
    deprovisioning: {
      policy: deprovisioning.policy,
      grace_days: deprovisioning.graceDays,
      restore_days: deprovisioning.restoreDays,
    },
    metadata: { users: { active: totals.activeUsers, inactive: totals.inactiveUsers }, groups: totals.groups },
    created_at: directory.createdAt.toISOString(),
    updated_at: directory.updatedAt.toISOString(),
    endpoint: isPulled(directory) ? null : `${publicUrl}${scimPath(directory)}`,
  }
}
