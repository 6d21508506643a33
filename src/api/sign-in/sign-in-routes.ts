import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { hasActiveOwner } from '../../store/members.ts'
import { deleteSession } from '../../store/sessions.ts'
import type { ApiContext } from '../api-context.ts'
import { createAttemptLimit } from '../attempt-limit.ts'
import { change } from '../change.ts'
import { refuseCrossSite } from '../doors/refuse-cross-site.ts'
import { MemberEmail, MemberName } from '../members/member-fields.ts'
import { readJson } from '../read-json.ts'
import { securityHeaders } from '../security-headers.ts'
import { parseRequest, text } from '../validation.ts'
import { anonymousChange } from './anonymous-change.ts'
import { beginSession, type SignIn } from './begin-session.ts'
import type { FindDemoVisitor } from './demo-visitor.ts'
import { sessionCookie } from './session-cookie.ts'
import { signInByKey } from './sign-in-by-key.ts'
import { signInByLink } from './sign-in-by-link.ts'

const ByKey = z.object({ api_key: text(500).trim().min(1, 'must be an API key') })
const ByLink = z.object({
  link_token: text(500).min(1, 'must be the token of a sign-in link'),
  name: MemberName.optional(),
  email: MemberEmail.optional(),
})

/**
 * Adds what a browser without a session asks for: which ways there are to sign in, the sign-in by an API key or a link, and the
 * sign-out. Nobody can guess on and on.
 */
export async function signInRoutes(
  app: FastifyInstance,
  { context, findDemoVisitor }: { readonly context: ApiContext; readonly findDemoVisitor: FindDemoVisitor },
): Promise<void> {
  readJson(app)
  const limit = createAttemptLimit(context.platform.clock)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    refuseCrossSite(request)
  })

  app.get('/dashboard/api/session/options', async (request) => ({
    object: 'sign_in_options',
    single_sign_on: context.oidc && { name: context.oidc.config.name },
    has_owner: await hasActiveOwner(context.database),
    is_demo: (await findDemoVisitor(request)) !== null,
  }))

  app.post('/dashboard/api/session', async (request, reply) => {
    const signIn = toSignIn(context, request.body)
    const cookie = await beginSession(context, request, signIn).catch((error: unknown) => {
      throw limit.refusal(error, request.ip)
    })
    return reply.code(204).header('set-cookie', cookie).send()
  })

  app.delete('/dashboard/api/session', async (request, reply) => {
    const open = await context.sessions.find(request.headers.cookie)
    if (open) {
      const { session, caller } = open
      await change(context, anonymousChange(request, 'session.ended'), async (transaction) => {
        await deleteSession(transaction, session.id, session)
        const { type, id, name, organizationId } = caller
        const target = { type: 'session', id: session.id, organizationId }
        return { answer: null, target, before: { method: session.method }, after: null, actor: { type, id, name } }
      })
      context.sessions.clear()
    }
    return reply.code(204).header('set-cookie', sessionCookie('', context.publicUrl())).send()
  })
}

function toSignIn({ keys, platform }: ApiContext, body: unknown): SignIn {
  const isLink = typeof body === 'object' && body !== null && 'link_token' in body
  if (!isLink) return signInByKey(keys, parseRequest(ByKey, body).api_key)
  const { link_token: token, name, email } = parseRequest(ByLink, body)
  return signInByLink(platform, token, name !== undefined && email !== undefined ? { name, email } : null)
}
