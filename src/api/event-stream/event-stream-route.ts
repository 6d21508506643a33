import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { cursorExpired, positionOfEvent, readFeed } from '../../events/read-feed.ts'
import type { Caller } from '../../model/api-key.ts'
import { readFeedBounds } from '../../store/feed.ts'
import type { ApiContext } from '../api-context.ts'
import { callerOf, isStillAllowed } from '../doors/caller-of.ts'
import { eventFilterLists, eventFilters, typesOf, wantsEntries } from '../events/event-filters.ts'
import { openOrganization } from '../organization-scope.ts'
import { readQuery } from '../read-query.ts'
import type { RouteDescription } from '../route.ts'
import { ObjectId } from '../validation.ts'
import { createFeedReader, type StreamScope } from './feed-reader.ts'
import { createFeedTail } from './feed-tail.ts'
import { createNews } from './news.ts'
import { type StreamStart, streamEvents } from './stream-events.ts'
import { holderOf, refuseTooManyStreams, type StreamLimits } from './stream-limits.ts'
import { closeReceiver, openReceiver, streamHeaders } from './stream-receiver.ts'

const StreamQuery = z.object({
  ...eventFilters,
  after: ObjectId.optional().describe(
    'The id of the event to go on after. Without it the stream begins now. The header `Last-Event-ID`, which browsers send when they connect again, has precedence.',
  ),
})

/** The stream as documents describe it. */
export const eventStreamRoute: RouteDescription = {
  method: 'GET',
  path: '/events/stream',
  permission: 'events:read',
  summary: 'Sends events as they happen, as [server-sent events](events.md#the-stream); the stream does not end.',
  answer: 'stream of event',
  query: StreamQuery,
  lists: eventFilterLists,
}

const heartbeatMs = 15_000
const stallMs = 30_000
const limits: StreamLimits = { all: 500, ofOne: 50 }

/**
 * Makes what adds `GET /events/stream` to a scope that authorizes; of all scopes together only so many streams are open at
 * once. Those that are end when the server stops.
 */
export function createEventStreams(app: FastifyInstance, context: ApiContext): (scope: FastifyInstance) => void {
  const { database, platform, eventLog } = context
  const open = new Map<AbortController, string>()
  const tail = createFeedTail({ database, platform, onNews: eventLog.onNews })
  const reader = createFeedReader(database, tail)
  app.addHook('preClose', (done) => {
    for (const controller of open.keys()) controller.abort()
    done()
  })

  async function follow(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const caller = callerOf(request)
    const holder = holderOf(caller)
    refuseTooManyStreams([...open.values()], holder, limits)
    const controller = new AbortController()
    open.set(controller, holder)
    const leave = tail.join()
    try {
      await send(await findStart(context, request, caller), request, { reply, controller })
    } finally {
      leave()
      open.delete(controller)
    }
    return reply
  }

  async function send(start: StreamStart, request: FastifyRequest, to: Target): Promise<void> {
    const headers = to.reply.getHeaders()
    const { raw } = to.reply.hijack()
    const isAllowedStill = () => isStillAllowed(request, eventStreamRoute.permission)
    const receiver = openReceiver(raw, { controller: to.controller, headers, stallMs, isStillAllowed: isAllowedStill })
    const news = createNews(tail.onGrown, receiver.signal)
    try {
      await streamEvents(receiver, start, { reader, news, clock: platform.clock, heartbeatMs })
    } catch (error) {
      // The answer has begun, so nothing can be told; the reader connects again.
      if (!receiver.signal.aborted) platform.log.warn({ err: error }, 'A stream of events broke off')
    } finally {
      news.stop()
      closeReceiver(raw)
    }
  }

  const config = { permission: eventStreamRoute.permission }
  return (scope) => {
    scope.route({ method: 'GET', url: eventStreamRoute.path, exposeHeadRoute: false, config, handler: follow })
    // What a GET would begin with, without the stream, which does not end.
    scope.route({
      method: 'HEAD',
      url: eventStreamRoute.path,
      config,
      handler: async (_request, reply) => reply.headers(streamHeaders).send(),
    })
  }
}

type Target = { readonly reply: FastifyReply; readonly controller: AbortController }

async function findStart(context: ApiContext, request: FastifyRequest, caller: Caller): Promise<StreamStart> {
  const query = readQuery(StreamQuery, request.query, eventStreamRoute.lists ?? [])
  if (query.organization_id !== undefined) await openOrganization(context, caller, query.organization_id)
  const organizationId = query.organization_id ?? caller.organizationId
  const types = typesOf(query)
  const scope: StreamScope = {
    organizationId,
    directoryId: query.directory_id ?? null,
    objectId: query.object_id ?? null,
    types: types && new Set(types),
    hasEntries: wantsEntries(query),
  }
  const after = request.headers['last-event-id']?.toString() || query.after
  if (after === undefined) return { scope, ...(await findNow(context, organizationId)) }
  const position = await positionOfEvent(context.database, after, organizationId)
  const { oldestPosition } = await readFeedBounds(context.database)
  if (position < oldestPosition - 1) throw await cursorExpired(context.database, organizationId, oldestPosition)
  return { scope, position, startId: null }
}

/** The newest event, which a reader that connects again before it got another goes on from. */
async function findNow({ database }: ApiContext, organizationId: string | null) {
  const { nextPosition } = await readFeedBounds(database)
  const { events } = await readFeed(database, { organizationId, limit: 1, order: 'desc' })
  const [newest] = events
  return newest ? { position: newest.position, startId: newest.id } : { position: nextPosition - 1, startId: null }
}
