import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { JsonObject } from '../model/json.ts'
import { requireDirectory } from './authenticate.ts'
import { resourceTypeDocuments, schemaDocuments, serviceProviderConfig } from './discovery.ts'
import { ScimError } from './errors.ts'
import { listResponse, sendScim } from './reply.ts'
import { addRoute } from './resource-routes.ts'
import { groupResourceType, userResourceType } from './schema/resource-type.ts'
import type { ScimContext } from './scim-context.ts'

type DirectoryRequest = FastifyRequest<{ Params: { directoryId: string }; Querystring: Record<string, unknown> }>
type NamedRequest = FastifyRequest<{ Params: { directoryId: string; name: string } }>
type Documents = (baseUrl: string) => readonly JsonObject[]

const types = [userResourceType(), groupResourceType()]

/**
 * The service provider's configuration (RFC 7643 section 5). It is the same for every directory that there is, and is
 * answered without a token, so that a client can find out how to authenticate.
 */
export function addConfigurationRoute(app: FastifyInstance, context: ScimContext): void {
  app.addHook('onRequest', (request) => requireDirectory(context, request))
  addRoute<DirectoryRequest>(
    app,
    { path: '/ServiceProviderConfig' },
    {
      GET: async (request, reply) => {
        refuseFilter(request)
        return sendScim(reply, 200, serviceProviderConfig(baseUrlOf(context, request)))
      },
    },
  )
}

/** The resource types and schemas (RFC 7643 sections 6 and 7), as lists and each by its name. */
export function addDiscoveryRoutes(app: FastifyInstance, context: ScimContext): void {
  addDocuments(app, context, { path: '/ResourceTypes', documents: (baseUrl) => resourceTypeDocuments(baseUrl, types) })
  addDocuments(app, context, { path: '/Schemas', documents: (baseUrl) => schemaDocuments(baseUrl, types) })
}

function addDocuments(
  app: FastifyInstance,
  context: ScimContext,
  { path, documents }: { readonly path: string; readonly documents: Documents },
): void {
  addRoute<DirectoryRequest>(
    app,
    { path },
    {
      GET: async (request, reply) => {
        refuseFilter(request)
        const resources = documents(baseUrlOf(context, request))
        return sendScim(reply, 200, listResponse({ resources, total: resources.length, startIndex: 1 }))
      },
    },
  )
  addRoute<NamedRequest>(
    app,
    { path: `${path}/:name` },
    {
      GET: async (request, reply) =>
        sendScim(reply, 200, findDocument(documents(baseUrlOf(context, request)), request)),
    },
  )
}

function findDocument(documents: readonly JsonObject[], { params, url }: NamedRequest): JsonObject {
  const wanted = params.name.toLowerCase()
  const found = documents.find(({ id, name }) => [id, name].some((each) => String(each).toLowerCase() === wanted))
  if (!found)
    throw new ScimError(404, `There is nothing at ${url}. Names: ${documents.map(({ id }) => id).join(', ')}.`)
  return found
}

// Whoever filters these lists would take what is missing for unsupported (RFC 7644 section 4).
function refuseFilter({ query }: DirectoryRequest): void {
  if (query.filter !== undefined)
    throw new ScimError(403, 'A filter is not possible here. Leave the filter parameter out.')
}

function baseUrlOf(context: ScimContext, request: FastifyRequest): string {
  const { directoryId } = request.params as { directoryId: string }
  return `${context.publicUrl(request)}/scim/v2/${directoryId}`
}
