import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import { answerError } from './answer-error.ts'
import { authenticateRequest, requireDirectory } from './authenticate.ts'
import { answerBulk } from './bulk/answer-bulk.ts'
import { addConfigurationRoute, addDiscoveryRoutes } from './discovery-routes.ts'
import { ScimError } from './errors.ts'
import { bodyLimits, parseJsonBody } from './json-body.ts'
import { createMethodRefusals } from './method-refusals.ts'
import { groupOperations } from './operations/group-operations.ts'
import { searchOperation } from './operations/search.ts'
import { searchAll } from './operations/search-all.ts'
import { userOperations } from './operations/user-operations.ts'
import { addRequestLog } from './request-log/add-request-log.ts'
import { addNotOffered, addOperation, addResourceRoutes } from './resource-routes.ts'
import type { ScimContext } from './scim-context.ts'
import { isScim1 } from './v1/is-scim1.ts'
import { addScim1, isXml } from './v1/scim1-routes.ts'

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
  addRequestLog(app, context)
  app.setErrorHandler((error, request, reply) => answerError(error, request, { reply, log }))
  app.setNotFoundHandler((request, reply) => answerError(nothingAt(request, app), request, { reply, log }))
  const refusals = createMethodRefusals()
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return
    if (app.supportedMethods.includes(request.method)) await refusals.refuse(request, reply)
    throw nothingAt(request, app)
  })
  takeAnyMediaType(app)
  app.decorateRequest('scimSession', null)
  app.decorateRequest('scimReading', null)
  app.decorateRequest('isLimited', false)
  const options = { prefix: '/v2/:directoryId' }
  await app.register(async (open) => {
    refusals.watch(open, (request) => requireDirectory(context, request))
    addConfigurationRoute(open, context)
  }, options)
  await app.register(async (closed) => {
    refusals.watch(closed, (request, reply) => authenticateRequest(context, request, reply))
    addClosedRoutes(closed, context)
  }, options)
  await addScim1(app, context, refusals)
}

function addClosedRoutes(app: FastifyInstance, context: ScimContext): void {
  addResourceRoutes(app, context, { path: '/Users', operations: userOperations })
  addResourceRoutes(app, context, { path: '/Groups', bodyLimit: bodyLimits.groupBytes, operations: groupOperations })
  addDiscoveryRoutes(app, context)
  addOperation(app, context, {
    path: '/.search',
    method: 'POST',
    handle: (scim, operation) => searchAll(scim, searchOperation(operation, scim.reading)),
  })
  addOperation(app, context, { path: '', method: 'GET', handle: searchAll })
  addNotOffered(app, '/Me', 'The alias /Me')
  addOperation(app, context, { path: '/Bulk', bodyLimit: bodyLimits.bulkBytes, method: 'POST', handle: answerBulk })
}

// Clients send application/scim+json, application/json, both with parameters, other types, or none; it is always JSON.
function takeAnyMediaType(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addHook('onRequest', async ({ headers }) => {
    const type = headers['content-type']
    if (type !== undefined && !isXml(type)) headers['content-type'] = 'application/scim+json'
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
  const [base, endpoints] = isScim1({ url })
    ? ['/scim/v1/{directory id}', 'Users, Groups, Bulk, ServiceProviderConfigs and Schemas']
    : ['/scim/v2/{directory id}', 'Users, Groups, ServiceProviderConfig, ResourceTypes and Schemas']
  return new ScimError(404, `There is nothing at ${method} ${url.slice(0, 200)}. Under ${base} there are ${endpoints}.`)
}
