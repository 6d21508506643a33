import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { JsonObject } from '../model/json.ts'
import { sessionOf } from './authenticate.ts'
import { resourceTypeDocuments, schemaDocuments, serviceProviderConfig } from './discovery.ts'
import { ScimError } from './errors.ts'
import { listResponse, sendScim } from './reply.ts'
import { addRoute } from './resource-routes.ts'
import type { ResourceType } from './schema/resource-type.ts'
import type { ScimContext } from './scim-context.ts'

type Documents = (baseUrl: string, types: readonly ResourceType[]) => readonly JsonObject[]

/**
 * The service provider's configuration (RFC 7643 section 5). It is the same for every directory that there is, and is
 * answered without a token, so that a client can find out how to authenticate.
 */
export function addConfigurationRoute(app: FastifyInstance, context: ScimContext): void {
  addRoute(
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
  addDocuments(app, context, { path: '/ResourceTypes', documents: resourceTypeDocuments })
  addDocuments(app, context, { path: '/Schemas', documents: schemaDocuments })
}

function addDocuments(
  app: FastifyInstance,
  context: ScimContext,
  { path, documents }: { readonly path: string; readonly documents: Documents },
): void {
  const documentsFor = (request: FastifyRequest) => {
    const { user, group } = sessionOf(request).resourceTypes
    return documents(baseUrlOf(context, request), [user, group])
  }
  addRoute(
    app,
    { path },
    {
      GET: async (request, reply) => {
        refuseFilter(request)
        const resources = documentsFor(request)
        return sendScim(reply, 200, listResponse({ resources, total: resources.length, startIndex: 1 }))
      },
    },
  )
  addRoute(
    app,
    { path: `${path}/:name` },
    {
      GET: async (request, reply) => sendScim(reply, 200, findDocument(documentsFor(request), request)),
    },
  )
}

function findDocument(documents: readonly JsonObject[], { params, url }: FastifyRequest): JsonObject {
  const wanted = (params as { name: string }).name.toLowerCase()
  const found = documents.find(({ id, name }) => [id, name].some((each) => String(each).toLowerCase() === wanted))
  if (!found)
    throw new ScimError(404, `There is nothing at ${url}. Names: ${documents.map(({ id }) => id).join(', ')}.`)
  return found
}

// Whoever filters these lists would take what is missing for unsupported (RFC 7644 section 4).
function refuseFilter({ query }: FastifyRequest): void {
  if ((query as { filter?: unknown }).filter !== undefined)
    throw new ScimError(403, 'A filter is not possible here. Leave the filter parameter out.')
}

function baseUrlOf(context: ScimContext, request: FastifyRequest): string {
  const { directoryId } = request.params as { directoryId: string }
  return `${context.publicUrl(request)}/scim/v2/${directoryId}`
}
