import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { type Caller, isAllowed, type Permission } from '../model/api-key.ts'
import type { ApiContext } from './api-context.ts'
import { readJson } from './read-json.ts'
import type { Route } from './route.ts'
import { routeNotFound } from './route-refusals.ts'
import { routes } from './routes.ts'
import { securityHeaders } from './security-headers.ts'

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
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    request.caller = await authorize(context, request)
  })
  for (const route of routes) addRoute(app, context, route)
}

async function authorize({ keys }: ApiContext, request: FastifyRequest): Promise<Caller> {
  const caller = await keys.authenticate(request.headers.authorization)
  const { permission } = request.routeOptions.config
  if (!permission) throw new Error(`${request.routeOptions.url} declares no permission`)
  if (!isAllowed(caller.scopes, permission)) throw new AppError('forbidden', { permission })
  return caller
}

function addRoute(app: FastifyInstance, context: ApiContext, route: Route): void {
  app.route({
    method: route.method,
    url: route.path,
    config: { permission: route.permission },
    async handler(request, reply) {
      const { params, query, body, caller, id: requestId } = request
      if (!caller) throw new Error('The request was not authenticated')
      // The router takes nothing for an id too: `/organizations/` would be an organization without one.
      if (Object.values(params as object).includes('')) throw routeNotFound(request)
      const cause = { source: 'api', actorId: caller.keyId, requestId } as const
      const answer = await route.handle({ params, query, body, caller, cause }, context)
      reply.code(route.status ?? 200)
      return answer ?? reply.send()
    },
  })
}
