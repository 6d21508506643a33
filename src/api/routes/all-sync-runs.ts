import { z } from 'zod'
import { SyncRunKind, SyncRunState, SyncRunTrigger } from '../../model/sync-run.ts'
import { listAllSyncRuns } from '../../store/all-sync-runs.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { organizationOfList } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { readGuardReport } from '../sync/guard-report.ts'
import { toNamedSyncRunObject } from '../sync/named-sync-run-object.ts'
import { openSyncRun, RunParams } from '../sync/open-sync-run.ts'
import { ObjectId } from '../validation.ts'

const listAll = defineRoute({
  method: 'GET',
  path: '/sync_runs',
  permission: 'sync_runs:read',
  summary: 'Lists the runs of all directories, the last first.',
  answer: 'list of sync_run, with `directory` and `organization`',
  query: z.object({
    ...listQuery,
    organization_id: ObjectId.optional().describe('Only those of this organization.'),
    directory_id: ObjectId.optional().describe('Only those of this directory.'),
    states: SyncRunState.array().optional().describe('A list: only those in these [states](sync.md#runs).'),
    kinds: SyncRunKind.array().optional().describe('A list: `full`, `incremental`.'),
    triggers: SyncRunTrigger.array()
      .optional()
      .describe('A list: why they began: `schedule`, `manual`, `wake_up`, `connected`, `changed`, `recovery`.'),
  }),
  lists: ['states', 'kinds', 'triggers'],
  async handle({ query, caller }, { database }) {
    const organizationId = organizationOfList(caller, query.organization_id)
    if (organizationId === undefined) return toListObject(emptyListed, query, toNamedSyncRunObject)
    const filter = {
      organizationId,
      directoryId: query.directory_id ?? null,
      states: query.states?.length ? query.states : null,
      kinds: query.kinds?.length ? query.kinds : null,
      triggers: query.triggers?.length ? query.triggers : null,
    }
    return toListObject(await listAllSyncRuns(database, filter, toListPage(query)), query, toNamedSyncRunObject)
  },
})

const guardOfOne = defineRoute({
  method: 'GET',
  path: '/directories/:id/sync_runs/:run_id/guard',
  permission: 'sync_runs:read',
  summary: 'Adds up whom and what a run would remove, or has removed: against the guards, by department and by group.',
  answer: 'sync_guard',
  params: RunParams,
  handle: async ({ params, caller }, context) => readGuardReport(context, await openSyncRun(context, caller, params)),
})

/** The routes of runs over all directories, and of what they hold. */
export const allSyncRunRoutes = [listAll, guardOfOne]
