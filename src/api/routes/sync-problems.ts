import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { setNextRun } from '../../store/connection-schedule.ts'
import { notifySync } from '../../store/notifications.ts'
import { listProblems, retryProblem } from '../../store/sync-problems.ts'
import { change } from '../change.ts'
import { listQuery, toListObject, toListPage } from '../list-query.ts'
import { openDirectory } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { openConnectionToUse } from '../sync/open-connection.ts'
import { toSyncProblemObject } from '../sync/sync-problem-object.ts'
import { IdParams, ObjectId, text } from '../validation.ts'

const path = '/directories/:id/problems'

const listAll = defineRoute({
  method: 'GET',
  path,
  permission: 'sync_runs:read',
  summary: 'Lists the records of its source that a directory could not take as they are, with what to do.',
  answer: 'list of sync_problem',
  params: IdParams,
  query: z.object({
    ...listQuery,
    codes: text(100).array().optional().describe('A list: only these [problems](sync.md#problems).'),
  }),
  lists: ['codes'],
  async handle({ params, query, caller }, context) {
    const { organizationId, id: directoryId } = await openDirectory(context, caller, params.id)
    const filter = { organizationId, directoryId, codes: query.codes?.length ? query.codes : null }
    const problems = await listProblems(context.database, filter, toListPage(query))
    return toListObject(problems, query, toSyncProblemObject)
  },
})

const retryOne = defineRoute({
  method: 'POST',
  path: `${path}/:problem_id/retry`,
  permission: 'sync_runs:write',
  action: 'sync_problem.retried',
  summary: 'Tries a record with a problem again, by a run that begins at once.',
  answer: 'sync_problem',
  params: IdParams.extend({ problem_id: ObjectId.describe('The id of the problem.') }),
  async handle(request, context) {
    const { params, caller } = request
    const { connection } = await openConnectionToUse(context, caller, params.id)
    const { organizationId } = connection
    const at = context.platform.clock.now()
    const answer = await change(context, request, async (transaction) => {
      const problem = await retryProblem(transaction, connection, { id: params.problem_id, at })
      if (!problem) throw new AppError('not_found', { what: 'problem', id: params.problem_id })
      await setNextRun(transaction, connection, { at, kind: null, trigger: 'manual' })
      await notifySync(transaction)
      const after = toSyncProblemObject(problem)
      return { answer: after, target: { type: 'sync_problem', id: problem.id, organizationId }, before: null, after }
    })
    context.sync.wake()
    return answer
  },
})

/** The routes of what a directory could not take. */
export const syncProblemRoutes = [listAll, retryOne]
