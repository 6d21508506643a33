import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { RemovalKind, RemovalReason, RemovalState, SyncRunState } from '../../model/sync-run.ts'
import { toStagedRemovalObject, toSyncRunObject } from '../../model/sync-run-object.ts'
import { listRemovals } from '../../store/staged-removals.ts'
import { findSyncRun, listSyncRuns } from '../../store/sync-runs.ts'
import { listQuery, toListObject, toListPage } from '../list-query.ts'
import { openDirectory } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { openSyncRun, RunParams } from '../sync/open-sync-run.ts'
import { IdParams, ObjectId, text } from '../validation.ts'

const path = '/directories/:id/sync_runs'

const listAll = defineRoute({
  method: 'GET',
  path,
  permission: 'sync_runs:read',
  summary: 'Lists the runs of a directory, the last first.',
  answer: 'list of sync_run',
  params: IdParams,
  query: z.object({
    ...listQuery,
    states: SyncRunState.array().optional().describe('A list: only those in these [states](sync.md#runs).'),
  }),
  lists: ['states'],
  async handle({ params, query, caller }, context) {
    const { organizationId, id: directoryId } = await openDirectory(context, caller, params.id)
    const filter = { organizationId, directoryId, states: query.states?.length ? query.states : null }
    return toListObject(await listSyncRuns(context.database, filter, toListPage(query)), query, toSyncRunObject)
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: `${path}/:run_id`,
  permission: 'sync_runs:read',
  summary: 'Gives one run of a directory.',
  answer: 'sync_run',
  params: RunParams,
  handle: async ({ params, caller }, context) => toSyncRunObject(await openSyncRun(context, caller, params)),
})

const findOne = defineRoute({
  method: 'GET',
  path: '/sync_runs/:id',
  permission: 'sync_runs:read',
  summary: 'Gives one run, of whichever directory.',
  answer: 'sync_run',
  params: IdParams,
  async handle({ params, caller }, { database }) {
    const run = await findSyncRun(database, { organizationId: caller.organizationId }, { id: params.id })
    if (!run) throw new AppError('not_found', { what: 'sync run', id: params.id })
    return toSyncRunObject(run)
  },
})

const removalsOfOne = defineRoute({
  method: 'GET',
  path: `${path}/:run_id/removals`,
  permission: 'sync_runs:read',
  summary: 'Lists whom and what a run would remove, or has removed, by name.',
  answer: 'list of staged_removal',
  params: RunParams,
  query: z.object({
    ...listQuery,
    states: RemovalState.array()
      .optional()
      .describe('A list: `planned`, `held`, `approved`, `rejected`, `applied`, `withdrawn`.'),
    kinds: RemovalKind.array().optional().describe('A list: `user`, `group`, `membership`, `attribute`.'),
    reasons: RemovalReason.array().optional().describe('A list: only these [reasons](sync.md#removals).'),
    search: text(200).optional().describe('A part of a name or an e-mail address.'),
    department: text(500).optional().describe('Only users of this department.'),
    no_department: z.literal('true').optional().describe('`true`: only users of whom no department is known.'),
    group: ObjectId.optional().describe('Only members of the group with this id, and memberships of it.'),
  }),
  lists: ['states', 'kinds', 'reasons'],
  async handle({ params, query, caller }, context) {
    const { organizationId, id: runId } = await openSyncRun(context, caller, params)
    const filter = {
      organizationId,
      runId,
      states: query.states?.length ? query.states : RemovalState.options,
      kinds: query.kinds?.length ? query.kinds : null,
      reasons: query.reasons?.length ? query.reasons : null,
      search: query.search ?? null,
      department: query.no_department ? '' : (query.department ?? null),
      group: query.group ?? null,
    }
    const removals = await listRemovals(context.database, filter, toListPage(query))
    return toListObject(removals, query, toStagedRemovalObject)
  },
})

/** The routes of runs. */
export const syncRunRoutes = [listAll, getOne, findOne, removalsOfOne]
