import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { createAttemptLimit } from '../attempt-limit.ts'
import { securityHeaders } from '../security-headers.ts'
import { parseRequest, text } from '../validation.ts'
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
      throw limit.refusal(error, request.ip)
    })
    return reply.code(204).header('set-cookie', sessionCookie(session, isSecure())).send()
  })

  app.delete('/dashboard/session', async (_request, reply) =>
    reply.code(204).headers(securityHeaders).header('set-cookie', sessionCookie('', isSecure())).send(),
  )
}
