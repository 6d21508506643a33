import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import { findSyncRun } from '../../store/sync-runs.ts'
import type { ApiContext } from '../api-context.ts'
import { callerOf, isStillAllowed } from '../doors/caller-of.ts'
import { holderOf, refuseTooManyStreams, type StreamLimits } from '../event-stream/stream-limits.ts'
import { closeReceiver, endReceiver, openReceiver, streamHeaders } from '../event-stream/stream-receiver.ts'
import type { RouteDescription } from '../route.ts'
import { openSyncRun, RunParams } from '../sync/open-sync-run.ts'
import { streamProgress } from './stream-progress.ts'

/** The stream as documents describe it. */
export const syncProgressRoute: RouteDescription = {
  method: 'GET',
  path: '/directories/:id/sync_runs/:run_id/progress',
  permission: 'sync_runs:read',
  summary: 'Sends how far a run is as server-sent events, each time it has changed, until the run has ended.',
  answer: 'stream of sync_progress',
  params: RunParams,
}

const lookMs = 500
const heartbeatMs = 15_000
const stallMs = 30_000
const limits: StreamLimits = { all: 200, ofOne: 20 }

/**
 * Makes what adds the stream of a run's progress to a scope that authorizes; of all scopes together only so many are open at
 * once. Those that are end when the server stops.
 */
export function createProgressStreams(app: FastifyInstance, context: ApiContext): (scope: FastifyInstance) => void {
  const { database, platform } = context
  const open = new Map<AbortController, string>()
  app.addHook('preClose', (done) => {
    for (const controller of open.keys()) controller.abort()
    done()
  })

  async function follow(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const caller = callerOf(request)
    const { organizationId, id } = await findRun(context, request, caller)
    refuseTooManyStreams([...open.values()], holderOf(caller), limits)
    const controller = new AbortController()
    open.set(controller, holderOf(caller))
    const headers = reply.getHeaders()
    const { raw } = reply.hijack()
    const isAllowedStill = () => isStillAllowed(request, syncProgressRoute.permission)
    const receiver = openReceiver(raw, { controller, headers, stallMs, isStillAllowed: isAllowedStill })
    const read = () => findSyncRun(database, { organizationId }, { id })
    try {
      await streamProgress(receiver, { read, clock: platform.clock, lookMs, heartbeatMs })
      if (!receiver.signal.aborted) endReceiver(raw, stallMs)
    } catch (error) {
      // The answer has begun, so nothing can be told; the reader connects again.
      if (!receiver.signal.aborted) platform.log.warn({ err: error }, 'A stream of progress broke off')
    } finally {
      open.delete(controller)
      if (!raw.writableEnded) closeReceiver(raw)
    }
    return reply
  }

  const config = { permission: syncProgressRoute.permission }
  return (scope) => {
    scope.route({ method: 'GET', url: syncProgressRoute.path, exposeHeadRoute: false, config, handler: follow })
    scope.route({
      method: 'HEAD',
      url: syncProgressRoute.path,
      config,
      async handler(request, reply) {
        await findRun(context, request, callerOf(request))
        return reply.headers(streamHeaders).send()
      },
    })
  }
}

function findRun(context: ApiContext, { params }: FastifyRequest, caller: Caller) {
  const parsed = RunParams.safeParse(params)
  if (!parsed.success) throw new AppError('not_found', { what: 'sync run', id: Object.values(params ?? {}).join('/') })
  return openSyncRun(context, caller, parsed.data)
}
