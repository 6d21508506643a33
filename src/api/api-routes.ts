import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { type Caller, isAllowed, type Permission } from '../model/api-key.ts'
import type { JsonObject } from '../model/json.ts'
import type { ApiContext } from './api-context.ts'
import { createAttemptLimit } from './attempt-limit.ts'
import { addAuditExport } from './audit-log/audit-export-route.ts'
import { addEventStream } from './event-stream/event-stream-route.ts'
import { readJson } from './read-json.ts'
import { recallAnswer } from './remembered-answers.ts'
import { originOf } from './request-origin.ts'
import { createRequestRate } from './request-rate.ts'
import type { Route } from './route.ts'
import { routeNotFound } from './route-refusals.ts'
import { routes } from './routes.ts'
import { securityHeaders } from './security-headers.ts'
import { addFileUpload } from './source-files/file-routes.ts'
import { addSyncProgress } from './sync-progress/progress-route.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the key of a request must allow. */
    permission?: Permission
  }
  interface FastifyRequest {
    /** Whose the request is; set by the API's own hook before any of its handlers. */
    caller: Caller | null
  }
}

/** Adds the API's routes to an app of their own scope: who asks is checked before anything of a body is read. */
export async function apiRoutes(app: FastifyInstance, context: ApiContext): Promise<void> {
  readJson(app)
  app.decorateRequest('caller', null)
  const attempts = createAttemptLimit(context.platform.clock)
  const rate = createRequestRate(context.platform.clock, context.apiRequestsPerMinute)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    request.caller = await context.keys.authenticate(request.headers.authorization).catch((error: unknown) => {
      throw attempts.refusal(error, request.ip)
    })
    rate.count(request.caller.keyId, reply)
    requirePermission(request, request.caller)
  })
  for (const route of routes) addRoute(app, context, route)
  addEventStream(app, context)
  addAuditExport(app, context)
  addSyncProgress(app, context)
  addFileUpload(app, context)
}

function requirePermission({ routeOptions }: FastifyRequest, { scopes }: Caller): void {
  const { permission } = routeOptions.config
  if (!permission) throw new Error(`${routeOptions.url} declares no permission`)
  if (!isAllowed(scopes, permission)) throw new AppError('forbidden', { permission })
}

function addRoute(app: FastifyInstance, context: ApiContext, route: Route): void {
  app.route({
    method: route.method,
    url: route.path,
    config: { permission: route.permission },
    async handler(request, reply) {
      const answer = await handle(context, route, { request, reply })
      reply.code(route.status ?? 200)
      return answer ?? reply.send()
    },
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function handle(context: ApiContext, route: Route, { request, reply }: Exchange): Promise<JsonObject | null> {
  const { params, query, body, caller, id: requestId } = request
  if (!caller) throw new Error('The request was not authenticated')
  // The router takes nothing for an id too: `/organizations/` would be an organization without one.
  if (Object.values(params as object).includes('')) throw routeNotFound(request)
  const action = 'action' in route ? route.action : null
  const replayed = () => void reply.header('idempotent-replayed', 'true')
  const origin = { ...originOf(request, caller, action), replayed }
  // Before anything is looked at: what the first request has changed may refuse it the second time.
  const remembered = origin.repeatable && (await recallAnswer(context.database, context, origin.repeatable))
  if (remembered) {
    replayed()
    return remembered.answer
  }
  const cause = { source: origin.source, actorId: caller.keyId, requestId } as const
  return route.handle({ params, query, body, caller, cause, origin }, context)
}
