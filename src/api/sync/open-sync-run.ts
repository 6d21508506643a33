import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import type { SyncRun } from '../../model/sync-run.ts'
import { findSyncRun } from '../../store/sync-runs.ts'
import type { ApiContext } from '../api-context.ts'
import { openDirectory } from '../organization-scope.ts'
import { IdParams, ObjectId } from '../validation.ts'

/** The path of a route about one run of a directory. */
export const RunParams = IdParams.extend({ run_id: ObjectId.describe('The id of the run.') })

/** The run of a directory, if both exist and the caller's key opens their organization; throws `not_found`. */
export async function openSyncRun(
  context: Pick<ApiContext, 'database'>,
  caller: Caller,
  { id, run_id: runId }: { readonly id: string; readonly run_id: string },
): Promise<SyncRun> {
  const { organizationId } = await openDirectory(context, caller, id)
  const run = await findSyncRun(context.database, { organizationId, directoryId: id }, { id: runId })
  if (!run) throw new AppError('not_found', { what: 'sync run', id: runId })
  return run
}
