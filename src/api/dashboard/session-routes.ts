import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { securityHeaders } from '../security-headers.ts'
import { parseRequest, text } from '../validation.ts'
import { createAttemptLimit } from './attempt-limit.ts'
import type { DashboardOptions } from './dashboard-options.ts'
import { sessionCookie } from './session-cookie.ts'
import type { ViewerAccess } from './viewer-access.ts'

const SignIn = z.object({ api_key: text(500).trim().min(1, 'Paste an API key.') })

/** Signing in with an API key, and out. Other sites cannot post here: a JSON body needs a permission that is not given. */
export function sessionRoutes(app: FastifyInstance, access: ViewerAccess, { platform }: DashboardOptions): void {
  const limit = createAttemptLimit(platform.clock)

  app.post('/dashboard/session', async (request, reply) => {
    reply.headers(securityHeaders)
    const waitSeconds = limit.waitSeconds(request.ip)
    if (waitSeconds > 0) {
      reply.header('retry-after', waitSeconds)
      throw new AppError('too_many_attempts', { seconds: waitSeconds })
    }
    const { api_key: apiKey } = parseRequest(SignIn, request.body)
    const session = await access.signIn(apiKey).catch((error: unknown) => {
      if (error instanceof AppError && error.status < 500) limit.failed(request.ip)
      throw error
    })
    return reply
      .code(204)
      .header('set-cookie', sessionCookie(session, request.protocol === 'https'))
      .send()
  })

  app.delete('/dashboard/session', async (request, reply) =>
    reply
      .code(204)
      .headers(securityHeaders)
      .header('set-cookie', sessionCookie('', request.protocol === 'https'))
      .send(),
  )
}
