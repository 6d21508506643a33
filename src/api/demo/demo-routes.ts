import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import { isAllowed } from '../../model/api-key.ts'
import { DemoAction, type DemoControl, type DemoItem } from '../../model/demo.ts'
import type { Clock } from '../../platform/clock.ts'
import type { ApiDoor } from '../doors/api-door.ts'
import { refuseCrossSite } from '../doors/refuse-cross-site.ts'
import { closeReceiver, openReceiver } from '../event-stream/stream-receiver.ts'
import { readJson } from '../read-json.ts'
import { securityHeaders } from '../security-headers.ts'
import { parseRequest } from '../validation.ts'
import { sendDemoItems } from './send-demo-items.ts'

/** What the routes of the demo are made of. */
export type DemoRouteParts = {
  readonly control: DemoControl
  readonly door: Pick<ApiDoor, 'authenticate'>
  readonly clock: Clock
}

/** Whoever plays an administrator of the simulated providers may also change directories. */
const permission = 'directories:write'

const stallMs = 30_000
const maxStreams = 50

/**
 * Adds what the screen of the demo asks for, below `/dashboard/api/demo`: the simulated providers, what one can do there, and the
 * stream of what happens. It is no part of the public API, and there only while `serve --demo` runs.
 */
export async function demoRoutes(app: FastifyInstance, { control, door, clock }: DemoRouteParts): Promise<void> {
  readJson(app)
  const open = new Set<AbortController>()
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    refuseCrossSite(request)
    const { scopes } = await door.authenticate(request)
    if (!isAllowed(scopes, permission)) throw new AppError('role_forbidden', { permission })
  })
  app.addHook('preClose', (done) => {
    for (const controller of open) controller.abort()
    done()
  })
  app.get('/dashboard/api/demo', () => control.state())
  app.post('/dashboard/api/demo/actions', (request) => control.act(parseRequest(DemoAction, request.body)))
  app.get('/dashboard/api/demo/stream', { exposeHeadRoute: false }, (request, reply) => {
    if (open.size >= maxStreams) throw new AppError('too_many_streams', { limit: maxStreams })
    return follow(request, reply)
  })

  async function follow(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const controller = new AbortController()
    open.add(controller)
    const headers = reply.getHeaders()
    const { raw } = reply.hijack()
    const isStillAllowed = () =>
      door.authenticate(request).then(
        ({ scopes }) => isAllowed(scopes, permission),
        () => false,
      )
    const receiver = openReceiver(raw, { controller, headers, stallMs, isStillAllowed })
    const waiting: DemoItem[] = [...control.recent()]
    const unfollow = control.follow((item) => void waiting.push(item))
    try {
      await sendDemoItems(receiver, waiting, clock)
    } finally {
      unfollow()
      open.delete(controller)
      if (!raw.writableEnded) closeReceiver(raw)
    }
    return reply
  }
}
