import type { FastifyInstance } from 'fastify'
import type { ApiContext, Readiness } from './api-context.ts'
import { securityHeaders } from './security-headers.ts'

// A check that arrives on a connection that is still open, so that nobody sends more there.
const stopping: Readiness = { ready: false, checks: { server: 'stopping' } }

/** `/healthz` says that the process is alive, `/readyz` whether it can serve, which it cannot while it stops. Neither asks for a key. */
export function healthRoutes(app: FastifyInstance, context: ApiContext): void {
  app.get('/healthz', async (_request, reply) => {
    reply.headers(securityHeaders)
    return { status: 'ok' }
  })
  let isStopping = false
  app.addHook('preClose', (done) => {
    isStopping = true
    done()
  })
  app.get('/readyz', async (_request, reply) => {
    const { ready, checks } = isStopping ? stopping : await context.readiness()
    reply.code(ready ? 200 : 503).headers(securityHeaders)
    return { status: ready ? 'ok' : 'unavailable', checks }
  })
}
