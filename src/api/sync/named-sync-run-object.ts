import type { JsonObject } from '../../model/json.ts'
import { toSyncRunObject } from '../../model/sync-run-object.ts'
import type { NamedSyncRun } from '../../store/all-sync-runs.ts'

/** A run as lists over directories show it, with the names of what it belongs to. */
export function toNamedSyncRunObject(run: NamedSyncRun): JsonObject {
  const { directory, organization } = run
  return {
    ...toSyncRunObject(run),
    directory: { id: run.directoryId, name: directory.name, type: directory.type },
    organization: { id: run.organizationId, name: organization.name },
  }
}
