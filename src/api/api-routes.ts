import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { type Caller, isAllowed, type Permission } from '../model/api-key.ts'
import type { JsonObject } from '../model/json.ts'
import type { ApiContext } from './api-context.ts'
import { addAuditExport, auditExportRoute } from './audit-log/audit-export-route.ts'
import { type ApiDoor, leadsTo } from './doors/api-door.ts'
import { callerOf } from './doors/caller-of.ts'
import { refuseCrossSite } from './doors/refuse-cross-site.ts'
import { createEventStreams, eventStreamRoute } from './event-stream/event-stream-route.ts'
import { readJson } from './read-json.ts'
import { recallAnswer } from './remembered-answers.ts'
import { originOf } from './request-origin.ts'
import { createRequestRate } from './request-rate.ts'
import type { Route, RouteDescription } from './route.ts'
import { refuseTheRest, routeNotFound } from './route-refusals.ts'
import { describedRoutes, routes } from './routes.ts'
import { securityHeaders } from './security-headers.ts'
import { addFileUpload, uploadRoute } from './source-files/file-routes.ts'
import { createProgressStreams, syncProgressRoute } from './sync-progress/progress-route.ts'
import { addUserExport, userExportRoute } from './users/user-export-route.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a request's caller must be allowed. */
    permission?: Permission
  }
}

/** Adds the API's routes behind a door. */
export type AddApiDoor = (door: ApiDoor) => void

/** A route that is handled apart; `add` gets the scope of a door, which authorizes. */
type ApartRoute = { readonly route: RouteDescription; add(scope: FastifyInstance): void }

/**
 * Makes what adds the API to an app, once for each door: at the root for API keys, below a prefix for sessions. To give the
 * screens of a new kind of visitor the API, write a door (`ApiDoor`) that says whose a request is, name the routes that it
 * leads to, and add it in `createApp`:
 *
 *     const addDoor = createApiDoors(app, context)
 *     addDoor({ prefix: '/setup/api', source: 'portal', allows: new Set(['GET /directories/:id']), isOpenedByCookie: true, authenticate })
 *
 * A door of its own routes besides these (`/setup/api/me`) adds them to the app as others do. All doors share the limits: of
 * requests a minute per caller, and of streams.
 */
export function createApiDoors(app: FastifyInstance, context: ApiContext): AddApiDoor {
  const rate = createRequestRate(context.platform.clock, context.apiRequestsPerMinute)
  const apart: readonly ApartRoute[] = [
    { route: eventStreamRoute, add: createEventStreams(app, context) },
    { route: syncProgressRoute, add: createProgressStreams(app, context) },
    { route: auditExportRoute, add: (scope) => addAuditExport(scope, context) },
    { route: userExportRoute, add: (scope) => addUserExport(scope, context) },
    { route: uploadRoute, add: (scope) => addFileUpload(scope, context) },
  ]
  async function addRoutes(scope: FastifyInstance, door: ApiDoor): Promise<void> {
    readJson(scope)
    scope.decorateRequest('caller', null)
    scope.decorateRequest('door', null)
    // Who asks is checked before anything of a body is read.
    scope.addHook('onRequest', async (request, reply) => {
      reply.headers(securityHeaders)
      const caller = await enter(door, request)
      rate.count(caller, reply)
      requirePermission(request, caller)
    })
    for (const route of routes) if (leadsTo(door, route)) addRoute(scope, context, route)
    for (const { route, add } of apart) if (leadsTo(door, route)) add(scope)
  }
  return (door) => {
    app.register((scope) => addRoutes(scope, door), { prefix: door.prefix })
    const behind = describedRoutes.filter((route) => leadsTo(door, route))
    refuseTheRest(app, behind, door.prefix)
  }
}

async function enter(door: ApiDoor, request: FastifyRequest): Promise<Caller> {
  if (door.isOpenedByCookie) refuseCrossSite(request)
  const caller = await door.authenticate(request)
  request.door = door
  request.caller = caller
  return caller
}

const lackingPermission = { api_key: 'forbidden', member: 'role_forbidden', portal_link: 'link_forbidden' } as const

function requirePermission({ routeOptions }: FastifyRequest, { type, scopes }: Caller): void {
  const { permission } = routeOptions.config
  if (!permission) throw new Error(`${routeOptions.url} declares no permission`)
  if (!isAllowed(scopes, permission)) throw new AppError(lackingPermission[type], { permission })
}

function addRoute(app: FastifyInstance, context: ApiContext, route: Route): void {
  app.route({
    method: route.method,
    url: route.path,
    config: { permission: route.permission },
    ...(route.bodyLimit !== undefined && { bodyLimit: route.bodyLimit }),
    async handler(request, reply) {
      const answer = await handle(context, route, { request, reply })
      reply.code(route.status ?? 200)
      return answer ?? reply.send()
    },
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function handle(context: ApiContext, route: Route, { request, reply }: Exchange): Promise<JsonObject | null> {
  const { params, query, body, id: requestId } = request
  const caller = callerOf(request)
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
  const cause = { source: origin.source, actorId: caller.id, requestId } as const
  return route.handle({ params, query, body, caller, cause, origin }, context)
}
