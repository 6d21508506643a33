import type { FastifyInstance } from 'fastify'
import type { ApiContext } from './api-context.ts'
import { securityHeaders } from './security-headers.ts'

/** `/healthz` says that the process is alive, `/readyz` whether it can serve. Neither asks for a key. */
export function healthRoutes(app: FastifyInstance, context: ApiContext): void {
  app.get('/healthz', async (_request, reply) => {
    reply.headers(securityHeaders)
    return { status: 'ok' }
  })
  app.get('/readyz', async (_request, reply) => {
    const { ready, checks } = await context.readiness()
    reply.code(ready ? 200 : 503).headers(securityHeaders)
    return { status: ready ? 'ok' : 'unavailable', checks }
  })
}
