import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import { answerError } from './answer-error.ts'
import { authenticateRequest } from './authenticate.ts'
import { addConfigurationRoute, addDiscoveryRoutes } from './discovery-routes.ts'
import { ScimError } from './errors.ts'
import { addGroupsRoutes } from './groups-routes.ts'
import { bodyLimits, parseJsonBody } from './json-body.ts'
import { addNotOffered } from './resource-routes.ts'
import type { ScimContext } from './scim-context.ts'
import { addUsersRoutes } from './users-routes.ts'

/**
 * The SCIM 2.0 server (RFC 7644) under `/scim/v2/{directory id}`, as a Fastify plugin. Everything under `/scim` is answered
 * in SCIM's own terms, errors too, whatever the server around it does.
 */
export function scimRoutes(context: ScimContext): FastifyPluginAsync {
  return async (server) => {
    await server.register(async (app) => addScim(app, context), { prefix: '/scim' })
  }
}

async function addScim(app: FastifyInstance, context: ScimContext): Promise<void> {
  const { log } = context.platform
  app.setErrorHandler((error, request, reply) => answerError(error, request, { reply, log }))
  app.setNotFoundHandler((request, reply) => answerError(nothingAt(request, app), request, { reply, log }))
  app.addHook('onRequest', async (request) => {
    if (request.is404) throw nothingAt(request, app)
  })
  takeAnyMediaType(app)
  app.decorateRequest('scimSession', null)
  await app.register(async (open) => addConfigurationRoute(open, context), { prefix: '/v2/:directoryId' })
  await app.register(async (closed) => addClosedRoutes(closed, context), { prefix: '/v2/:directoryId' })
}

function addClosedRoutes(app: FastifyInstance, context: ScimContext): void {
  app.addHook('onRequest', (request) => authenticateRequest(context, request))
  addUsersRoutes(app, context)
  addGroupsRoutes(app, context)
  addDiscoveryRoutes(app, context)
  addNotOffered(app, '/Me', { what: 'The alias /Me' })
  addNotOffered(app, '/Bulk', { what: 'Bulk' })
  addNotOffered(app, '/.search', { what: 'Searching by POST' })
  for (const path of ['/Users', '/Groups'])
    addNotOffered(app, `${path}/.search`, { what: 'Searching by POST', methods: ['POST'] })
}

// Clients send application/scim+json, application/json, both with parameters, other types, or none; it is always JSON.
function takeAnyMediaType(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addHook('onRequest', async ({ headers }) => {
    if (headers['content-type'] !== undefined) headers['content-type'] = 'application/scim+json'
  })
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: bodyLimits.bytes },
    async (_request: FastifyRequest, body: Buffer) => parseJsonBody(body),
  )
}

function nothingAt({ method, url }: FastifyRequest, { supportedMethods }: FastifyInstance): ScimError {
  // RFC 9110 section 15.6.2: what no path of the server has is not implemented, whatever the path.
  if (!supportedMethods.includes(method)) return new ScimError(501, `The method ${method} is not implemented.`)
  const endpoints = 'Users, Groups, ServiceProviderConfig, ResourceTypes and Schemas'
  return new ScimError(
    404,
    `There is nothing at ${method} ${url.slice(0, 200)}. Under /scim/v2/{directory id} there are ${endpoints}.`,
  )
}
