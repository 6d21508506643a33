import { z } from 'zod'
import type { JsonObject } from '../../model/json.ts'
import { setNextRun } from '../../store/connection-schedule.ts'
import { notifySync } from '../../store/notifications.ts'
import { groupProblems, type ProblemGroup, retryProblems } from '../../store/problem-groups.ts'
import { change } from '../change.ts'
import { openDirectory } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { openConnectionToUse } from '../sync/open-connection.ts'
import { IdParams, text } from '../validation.ts'

const path = '/directories/:id/problems'

const summary = defineRoute({
  method: 'GET',
  path: `${path}/summary`,
  permission: 'sync_runs:read',
  summary: 'Counts the problems of a directory by what is wrong.',
  answer: 'sync_problem_summary',
  params: IdParams,
  async handle({ params, caller }, context) {
    const { organizationId, id: directoryId } = await openDirectory(context, caller, params.id)
    return toSummary(directoryId, await groupProblems(context.database, { organizationId, directoryId }))
  },
})

const retryAll = defineRoute({
  method: 'POST',
  path: `${path}/retry_all`,
  permission: 'sync_runs:write',
  action: 'sync_problem.retried',
  summary: 'Tries all records with a problem again, or those with the same one, by a run that begins at once.',
  answer: 'sync_problem_summary',
  params: IdParams,
  body: z.object({
    codes: text(100).array().max(50).nullish().describe('Only records with these problems. Default: all.'),
  }),
  async handle(request, context) {
    const { params, caller, body } = request
    const { connection } = await openConnectionToUse(context, caller, params.id)
    const { organizationId, directoryId } = connection
    const at = context.platform.clock.now()
    const answer = await change(context, request, async (transaction) => {
      const count = await retryProblems(transaction, connection, { codes: body.codes ?? null, at })
      if (count > 0) await setNextRun(transaction, connection, { at, kind: null, trigger: 'manual' })
      await notifySync(transaction)
      const groups = await groupProblems(transaction, connection)
      const target = { type: 'directory', id: directoryId, organizationId }
      const after = { codes: body.codes ?? null, problems: count }
      return { answer: toSummary(directoryId, groups), target, before: null, after }
    })
    context.sync.wake()
    return answer
  },
})

/** The routes of problems by what is wrong. */
export const syncProblemGroupRoutes = [summary, retryAll]

function toSummary(directoryId: string, groups: readonly ProblemGroup[]): JsonObject {
  return {
    object: 'sync_problem_summary',
    directory_id: directoryId,
    count: groups.reduce((sum, { count }) => sum + count, 0),
    codes: groups.map(({ code, count, text: example, lastSeenAt }) => ({
      ...{ code, count, text: example, last_seen_at: lastSeenAt.toISOString() },
    })),
  }
}
