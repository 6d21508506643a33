import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { securityHeaders } from '../security-headers.ts'
import { parseRequest, text } from '../validation.ts'
import { type AttemptLimit, createAttemptLimit } from './attempt-limit.ts'
import type { DashboardOptions } from './dashboard-options.ts'
import { sessionCookie } from './session-cookie.ts'
import type { ViewerAccess } from './viewer-access.ts'

const SignIn = z.object({ api_key: text(500).trim().min(1, 'must be an API key') })

/** Signing in with an API key, and out. Other sites cannot post here: a JSON body needs a permission that is not given. */
export function sessionRoutes(app: FastifyInstance, access: ViewerAccess, options: DashboardOptions): void {
  const limit = createAttemptLimit(options.platform.clock)
  // What browsers use, also where a proxy ends TLS and speaks plain HTTP with us.
  const isSecure = () => options.publicUrl().startsWith('https:')

  app.post('/dashboard/session', async (request, reply) => {
    reply.headers(securityHeaders)
    const { api_key: apiKey } = parseRequest(SignIn, request.body)
    const session = await access.signIn(apiKey).catch((error: unknown) => {
      throw refusal(error, { limit, request, reply })
    })
    return reply.code(204).header('set-cookie', sessionCookie(session, isSecure())).send()
  })

  app.delete('/dashboard/session', async (_request, reply) =>
    reply.code(204).headers(securityHeaders).header('set-cookie', sessionCookie('', isSecure())).send(),
  )
}

type Attempt = { readonly limit: AttemptLimit; readonly request: FastifyRequest; readonly reply: FastifyReply }

/**
 * Counts a wrong key, and says how long to wait where there were too many. A key that is known always gets its answer: all
 * who come through one proxy have one address, and one of them must not lock the others out.
 */
function refusal(error: unknown, { limit, request, reply }: Attempt): unknown {
  if (!(error instanceof AppError) || error.code !== 'unauthorized') return error
  const seconds = limit.waitSeconds(request.ip)
  if (seconds > 0) {
    reply.header('retry-after', seconds)
    return new AppError('too_many_attempts', { seconds })
  }
  limit.failed(request.ip)
  return error
}
