import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import type { JsonObject } from '../../model/json.ts'
import { permissionsOf } from '../../model/role.ts'
import { toSessionObject } from '../../model/session.ts'
import { version } from '../../platform/version.ts'
import { deleteSession, listSessions } from '../../store/sessions.ts'
import type { ApiContext } from '../api-context.ts'
import { change } from '../change.ts'
import { refuseCrossSite } from '../doors/refuse-cross-site.ts'
import { originOf } from '../request-origin.ts'
import { securityHeaders } from '../security-headers.ts'
import { IdParams, parseRequest } from '../validation.ts'
import type { FindDemoVisitor } from './demo-visitor.ts'
import { type OpenSession, sessionTimes } from './sessions.ts'

type OwnSessionParts = { readonly context: ApiContext; readonly findDemoVisitor: FindDemoVisitor }

/** Adds what everybody who is signed in may ask about themselves: who they are, and where else they are signed in. */
export async function ownSessionRoutes(app: FastifyInstance, parts: OwnSessionParts): Promise<void> {
  const { context, findDemoVisitor } = parts
  const { database, platform, sessions } = context
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    refuseCrossSite(request)
  })
  const required = async (request: FastifyRequest): Promise<OpenSession> => {
    const open = await sessions.find(request.headers.cookie)
    if (!open) throw new AppError('session_required')
    return open
  }

  app.get('/dashboard/api/me', async (request) => {
    const open = await sessions.find(request.headers.cookie)
    if (open) return toMe(open.caller, open)
    const visitor = await findDemoVisitor(request)
    if (!visitor) throw new AppError('session_required')
    return toMe(visitor, null)
  })

  app.get('/dashboard/api/sessions', async (request) => {
    const current = await required(request)
    const all = await listSessions(database, current.session, sessionTimes(platform.clock.now()))
    return { object: 'list', data: all.map((each) => toSessionObject(each, each.id === current.session.id)) }
  })

  app.delete('/dashboard/api/sessions/:id', async (request, reply) => {
    const { session, caller } = await required(request)
    const { id } = parseRequest(IdParams, request.params)
    const origin = { ...originOf(request, caller, 'session.ended'), source: 'dashboard', replayed() {} } as const
    const cause = { source: 'dashboard', actorId: caller.id, requestId: request.id } as const
    await change(context, { cause, origin }, async (transaction) => {
      const ended = await deleteSession(transaction, id, session)
      if (!ended) throw new AppError('not_found', { what: 'session', id })
      const target = { type: 'session', id, organizationId: caller.organizationId }
      return { answer: null, target, before: { method: ended.method }, after: null }
    })
    sessions.clear()
    return reply.code(204).send()
  })
}

/** Who reads the dashboard. `open` is null for whoever tries the demo. */
function toMe({ name, organizationId, scopes }: Caller, open: OpenSession | null): JsonObject {
  return {
    object: 'session',
    name,
    email: open?.member?.email ?? null,
    role: roleOf(open),
    permissions: [...permissionsOf(scopes)],
    organization_id: organizationId,
    is_demo: open === null,
    method: open?.session.method ?? null,
    version,
  }
}

function roleOf(open: OpenSession | null): string {
  if (open === null) return 'owner'
  return open.member?.role ?? 'api_key'
}
