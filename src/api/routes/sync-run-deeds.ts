import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { AuditAction } from '../../model/audit-entry.ts'
import type { Directory } from '../../model/directory.ts'
import type { JsonObject } from '../../model/json.ts'
import { type SyncRun, SyncRunKind } from '../../model/sync-run.ts'
import { toSyncRunObject } from '../../model/sync-run-object.ts'
import { approveRemovals, type Decision, reevaluateRun, rejectRemovals } from '../../sync/decide-removals.ts'
import { cancelRun, pauseRun, resumeRun } from '../../sync/steer-run.ts'
import type { RunRef, SyncChange } from '../../sync/sync.ts'
import type { ApiContext } from '../api-context.ts'
import { type Changed, change } from '../change.ts'
import { refuseDeleting } from '../lock-directory.ts'
import { openDirectory } from '../organization-scope.ts'
import { defineRoute, type RouteRequest } from '../route.ts'
import { askForRun } from '../sync/ask-for-run.ts'
import { openConnectionOf } from '../sync/open-connection.ts'
import { openSyncRun, RunParams } from '../sync/open-sync-run.ts'
import { IdParams, text } from '../validation.ts'

const path = '/directories/:id/sync_runs'

const createOne = defineRoute({
  method: 'POST',
  path,
  permission: 'sync_runs:write',
  action: 'sync_run.requested',
  summary: 'Reads the source of a directory now. Where that is being done already, the answer is the run that does it.',
  answer: 'sync_run',
  status: 201,
  params: IdParams,
  body: z.object({
    kind: SyncRunKind.default('incremental').describe(
      '`full`: everything; `incremental`: what has changed, where the source can tell, else everything. Default: `incremental`.',
    ),
  }),
  async handle(request, context) {
    const { params, body, caller, cause } = request
    const directory = await openDirectory(context, caller, params.id)
    refuseDeleting(directory)
    const { connection } = await openConnectionOf(context, directory)
    const answer = await change(context, toldOnce(request, directory), async (transaction) => {
      const { platform, connectors } = context
      const run = await askForRun({ transaction, platform, cause, connectors }, connection, body.kind)
      return { ...toChanged(run, null), target: { ...targetOf(connection), id: run?.id ?? null } }
    })
    context.sync.wake()
    if (!answer) throw new AppError('directory_quarantined', { id: params.id })
    return answer
  },
})

type Asked = Pick<RouteRequest<unknown, unknown, unknown>, 'cause' | 'origin'>

/** In quarantine there is no run to tell of but an error, which a repetition must get, too: its answer is not remembered. */
function toldOnce({ cause, origin }: Asked, { state }: Pick<Directory, 'state'>): Asked {
  return { cause, origin: state === 'quarantined' ? { ...origin, repeatable: null } : origin }
}

type RunRequest = RouteRequest<z.output<typeof RunParams>, unknown, unknown>
type Work = (change: SyncChange, ref: RunRef) => Promise<SyncRun>

/** A route that steers a run. */
function deed(name: string, action: AuditAction, { summary, work }: { readonly summary: string; readonly work: Work }) {
  return defineRoute({
    method: 'POST',
    path: `${path}/:run_id/${name}`,
    permission: 'sync_runs:write',
    action,
    summary,
    answer: 'sync_run',
    params: RunParams,
    handle: (request, context) => changeRun(request, context, { work }),
  })
}

const DecisionBody = z.object({
  reason: text(1000).nullish().describe('Why, for the audit log and the event: at most 1000 characters.'),
  removals: z
    .int()
    .min(0)
    .nullish()
    .describe('How many removals were seen. With another number by now, the decision is refused.'),
})

type DecidedWork = (change: SyncChange, ref: RunRef, decision: Decision) => Promise<SyncRun>

/** A route by which a person decides about what a run holds. */
function decision(
  name: string,
  action: AuditAction,
  { summary, work }: { readonly summary: string; readonly work: DecidedWork },
) {
  return defineRoute({
    method: 'POST',
    path: `${path}/:run_id/${name}`,
    permission: 'sync_runs:decide',
    action,
    summary,
    answer: 'sync_run',
    params: RunParams,
    body: DecisionBody,
    handle(request, context) {
      const { reason = null, removals: expected = null } = request.body
      const decide: Work = (asked, ref) => work(asked, ref, { reason, expected })
      return changeRun(request, context, { work: decide, noted: { reason } })
    },
  })
}

const reevaluateOne = defineRoute({
  method: 'POST',
  path: `${path}/:run_id/reevaluate`,
  permission: 'sync_runs:decide',
  action: 'sync_run.reevaluated',
  summary: 'Has the removals that a run holds judged again by the guards, which somebody has changed meanwhile.',
  answer: 'sync_run',
  params: RunParams,
  handle: (request, context) => changeRun(request, context, { work: reevaluateRun }),
})

/** The routes that begin and steer runs, and decide about what they would remove. */
export const syncRunDeedRoutes = [
  createOne,
  deed('pause', 'sync_run.paused', { summary: 'Pauses a run after the page at which it is.', work: pauseRun }),
  deed('resume', 'sync_run.resumed', { summary: 'Lets a paused run go on at its page.', work: resumeRun }),
  deed('cancel', 'sync_run.cancelled', {
    summary: 'Ends a run after the page at which it is. What it has done stays; it removes nobody more.',
    work: cancelRun,
  }),
  reevaluateOne,
  decision('approve', 'sync_run.approved', {
    summary: 'Approves exactly the removals that a run holds now: they are carried out.',
    work: approveRemovals,
  }),
  decision('reject', 'sync_run.rejected', {
    summary: 'Rejects the removals that a run holds: they are not asked for again until the source says otherwise.',
    work: rejectRemovals,
  }),
]

/** What is done with a run, and what the audit log keeps beside it. */
type RunChange = { readonly work: Work; readonly noted?: { readonly reason: string | null } }

async function changeRun(
  { params, caller, cause, origin }: RunRequest,
  context: ApiContext,
  { work, noted }: RunChange,
): Promise<JsonObject | null> {
  const before = await openSyncRun(context, caller, params)
  const { organizationId, directoryId, id } = before
  const answer = await change(context, { cause, origin }, async (transaction) => {
    const run = await work({ transaction, platform: context.platform, cause }, { organizationId, runId: id })
    const changed = toChanged(run, before)
    const stream = { organizationId, streamId: directoryId }
    return { ...changed, after: { ...changed.after, ...noted }, target: targetOf(run), stream }
  })
  context.sync.wake()
  return answer
}

function toChanged(run: SyncRun | null, before: SyncRun | null): Pick<Changed, 'answer' | 'before' | 'after'> {
  const shown = run && toSyncRunObject(run)
  return { answer: shown, before: before && toSyncRunObject(before), after: shown ?? {} }
}

function targetOf({ organizationId, id = null }: { readonly organizationId: string; readonly id?: string | null }) {
  return { type: 'sync_run', id, organizationId }
}
