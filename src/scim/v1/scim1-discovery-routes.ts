import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sessionOf } from '../authenticate.ts'
import { serviceProviderConfig } from '../discovery.ts'
import { ScimError } from '../errors.ts'
import { listResponse, sendScim } from '../reply.ts'
import { addRoute } from '../resource-routes.ts'
import type { ScimContext } from '../scim-context.ts'
import { scim1Schemas, serviceProviderConfigs } from './scim1-discovery.ts'
import { coreUrn } from './scim2-names.ts'

/** The configuration (Core Schema 1.1, section 9), without a token as in 2.0. */
export function addScim1Configuration(app: FastifyInstance, context: ScimContext): void {
  for (const path of ['/ServiceProviderConfigs', '/ServiceProviderConfigs.json']) {
    addRoute(
      app,
      { path },
      {
        GET: async (request, reply) => {
          const baseUrl = baseUrlOf(context, request)
          return sendScim(reply, 200, serviceProviderConfigs(serviceProviderConfig(baseUrl), baseUrl))
        },
      },
    )
  }
  for (const path of ['/ServiceProviderConfig', '/ResourceTypes']) addLaterEndpoint(app, path)
}

/** The schemas (Core Schema 1.1, section 10): all of them, and each by its endpoint, name or id. */
export function addScim1Schemas(app: FastifyInstance, context: ScimContext): void {
  const schemasFor = (request: FastifyRequest) => {
    const { user, group } = sessionOf(request).resourceTypes
    return scim1Schemas([user, group], baseUrlOf(context, request))
  }
  for (const path of ['/Schemas', '/Schemas.json']) {
    addRoute(
      app,
      { path },
      {
        GET: async (request, reply) => {
          const resources = schemasFor(request)
          const list = listResponse({ resources, total: resources.length, startIndex: 1 })
          return sendScim(reply, 200, { ...list, schemas: [coreUrn] })
        },
      },
    )
  }
  addRoute(
    app,
    { path: '/Schemas/:name' },
    {
      GET: async (request, reply) => {
        const wanted = (request.params as { name: string }).name.replace(/\.json$/i, '').toLowerCase()
        const found = schemasFor(request).find(({ id, name, endpoint }) =>
          [id, name, endpoint].some((one) => String(one).toLowerCase().replace('/', '') === wanted),
        )
        if (!found)
          throw new ScimError(404, `There is no schema "${wanted.slice(0, 200)}". There are Users and Groups.`)
        return sendScim(reply, 200, found)
      },
    },
  )
}

// Clients that look for what 2.0 has are told where it is; another method than GET is 405, as at 1.1's own endpoints.
function addLaterEndpoint(app: FastifyInstance, path: string): void {
  addRoute(
    app,
    { path },
    {
      GET: async () => {
        throw new ScimError(404, `SCIM 1.1 has no ${path}: see /ServiceProviderConfigs and /Schemas.`)
      },
    },
  )
}

function baseUrlOf(context: ScimContext, request: FastifyRequest): string {
  const { directoryId } = request.params as { directoryId: string }
  return `${context.publicUrl(request)}/scim/v1/${directoryId}`
}
