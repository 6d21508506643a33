import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import { securityHeaders } from '../security-headers.ts'
import type { DashboardOptions, Viewer } from './dashboard-options.ts'
import { type StreamTarget, streamEvents } from './event-stream.ts'
import type { ViewerAccess } from './viewer-access.ts'

const maxStreams = 200
const maxStreamsOfViewer = 10

/** `GET /dashboard/stream`: the latest events as they come. Open streams end when the server stops. */
export function streamRoute(app: FastifyInstance, access: ViewerAccess, options: DashboardOptions): void {
  const open = new Map<AbortController, Viewer>()
  app.addHook('preClose', (done) => {
    for (const controller of open.keys()) controller.abort()
    done()
  })
  // A HEAD of it would never end.
  app.get('/dashboard/stream', { exposeHeadRoute: false }, async (request, reply) => {
    const viewer = await access.find(request)
    if (!viewer) throw new AppError('unauthorized')
    checkLimits([...open.values()], viewer)
    const controller = new AbortController()
    open.set(controller, viewer)
    const isStillAllowed = async () => isSameViewer(viewer, await access.find(request))
    const target = openTarget(reply, controller, isStillAllowed)
    try {
      await streamEvents(options, viewer, { target, position: startPosition(request) })
    } catch (error) {
      // The answer has begun, so nothing can be told; the browser reconnects.
      if (!controller.signal.aborted)
        options.platform.log.warn({ err: error }, 'A live stream of the dashboard broke off')
    } finally {
      open.delete(controller)
      if (target.waiting() > 0) reply.raw.destroy()
      else reply.raw.end()
    }
    return reply
  })
}

/** So many at once, and so many of one viewer, who else could keep all others out. */
function checkLimits(following: readonly Viewer[], { id }: Viewer): void {
  if (following.length >= maxStreams) throw new AppError('too_many_streams', { limit: maxStreams })
  const own = following.filter((viewer) => viewer.id === id)
  if (own.length >= maxStreamsOfViewer) throw new AppError('too_many_streams', { limit: maxStreamsOfViewer })
}

function openTarget(
  reply: FastifyReply,
  controller: AbortController,
  isStillAllowed: StreamTarget['isStillAllowed'],
): StreamTarget {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, { ...securityHeaders, 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' })
  raw.on('close', () => controller.abort())
  return {
    write: (text) => void raw.write(text),
    waiting: () => raw.writableLength,
    signal: controller.signal,
    isStillAllowed,
  }
}

function isSameViewer(before: Viewer, now: Viewer | null): boolean {
  return now !== null && now.id === before.id && now.organizationId === before.organizationId
}

/** Where to go on: after what the browser has seen last (`Last-Event-ID`), or what the page was loaded with (`?after=`). */
function startPosition(request: FastifyRequest): number | null {
  const { after } = request.query as { after?: unknown }
  const given = Number(request.headers['last-event-id'] ?? after ?? Number.NaN)
  return Number.isSafeInteger(given) && given >= 0 ? given : null
}
