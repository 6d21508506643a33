import type { FastifyInstance } from 'fastify'
import { leaveLimiter } from '../authenticate.ts'
import type { ScimContext } from '../scim-context.ts'
import { requestRecord } from './request-record.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The body of the answer where the request log keeps it: of errors and of Bulk. */
    scimAnswerBody: string | Buffer | null
  }
}

/** Ends every request of an app's scope once it is answered: it leaves the limiter and is recorded. No answer waits for this. */
export function addRequestLog(app: FastifyInstance, context: ScimContext): void {
  const { platform, recordRequest } = context
  app.decorateRequest('scimAnswerBody', null)
  app.addHook('onSend', async (request, reply, payload) => {
    const isKept = reply.statusCode >= 400 || request.routeOptions.url?.endsWith('/Bulk')
    if (isKept && (typeof payload === 'string' || Buffer.isBuffer(payload))) request.scimAnswerBody = payload
    // Of an answer that nobody takes, Fastify tells by no other hook.
    if (reply.raw.destroyed) leaveLimiter(context, request)
    else if (request.isLimited) reply.raw.once('close', () => leaveLimiter(context, request))
  })
  app.addHook('onResponse', (request, reply, done) => {
    leaveLimiter(context, request)
    const record = requestRecord(request, reply, platform.clock.now())
    if (record) recordRequest(record)
    done()
  })
}
