import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ScimError } from './errors.ts'
import { bodyLimits } from './json-body.ts'
import { methodNotAllowed } from './method-refusals.ts'
import type { ScimAnswer, ScimOperation } from './operation.ts'
import { type ResourceOperations, submitWrite } from './operations/resource-operations.ts'
import { searchOperation } from './operations/search.ts'
import { sendAnswer } from './reply.ts'
import type { ScimContext } from './scim-context.ts'
import { operationOf, type ScimRequest, scimRequest } from './scim-request.ts'

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

type Methods = Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Handler>>

/** A path and how many bytes a body sent to it may have: as many as usual unless it says so. */
export type Endpoint = { readonly path: string; readonly bodyLimit?: number }

/** Adds an endpoint of resources: the list, the search and the single resource. */
export function addResourceRoutes(
  app: FastifyInstance,
  context: ScimContext,
  { operations, ...endpoint }: Endpoint & { readonly operations: ResourceOperations },
): void {
  const { list, find, ...writes } = operations
  const on = (method: ScimOperation['method'], handle: Handle) => ({ [method]: handlerOf(context, method, handle) })
  const write = (method: ScimOperation['method'], prepare: Prepare) =>
    on(method, async (scim, operation, id) => submitWrite(scim, prepare(scim, operation, id)))
  addRoute(app, endpoint, { ...on('GET', list), ...write('POST', writes.create) })
  addSearch(app, context, { path: `${endpoint.path}/.search`, list })
  addRoute(
    app,
    { ...endpoint, path: `${endpoint.path}/:id` },
    {
      ...on('GET', find),
      ...write('PUT', writes.replace),
      ...write('PATCH', writes.patch),
      ...write('DELETE', writes.remove),
    },
  )
}

type Handle = (scim: ScimRequest, operation: ScimOperation, id: string) => Promise<ScimAnswer>
type Prepare = ResourceOperations['replace']

/** Adds the search by POST. To its other methods it would be the id of a resource: they are refused before a body is read. */
function addSearch(
  app: FastifyInstance,
  context: ScimContext,
  { path, list }: Endpoint & Pick<ResourceOperations, 'list'>,
): void {
  const handle: Handle = (scim, operation) => list(scim, searchOperation(operation, scim.reading))
  addOperation(app, context, { path, method: 'POST', handle })
  const refuse = async (request: FastifyRequest, reply: FastifyReply) => {
    throw methodNotAllowed(request, reply, new Set(['POST']))
  }
  const method = ['GET', 'PUT', 'PATCH', 'DELETE']
  app.route({ method, url: path, config: { isRefusal: true }, onRequest: refuse, handler: refuse })
}

/** Adds a path that has one method. */
export function addOperation(
  app: FastifyInstance,
  context: ScimContext,
  operation: Endpoint & { readonly method: ScimOperation['method']; readonly handle: Handle },
): void {
  const { method, handle, ...endpoint } = operation
  addRoute(app, endpoint, { [method]: handlerOf(context, method, handle) })
}

function handlerOf(context: ScimContext, method: ScimOperation['method'], handle: Handle): Handler {
  return async (request, reply) => {
    const { id = '' } = request.params as { id?: string }
    return sendAnswer(reply, await handle(scimRequest(context, request), operationOf(request, method), id))
  }
}

/** Adds a path and its methods. Those that it does not have are refused where no route is found (`MethodRefusals`). */
export function addRoute(
  app: FastifyInstance,
  { path, bodyLimit = bodyLimits.bytes }: Endpoint,
  methods: Methods,
): void {
  for (const [method, handler] of Object.entries(methods)) app.route({ method, url: path, bodyLimit, handler })
}

/** Adds what RFC 7644 has and this server does not: 501, before a body is read. */
export function addNotOffered(app: FastifyInstance, path: string, what: string): void {
  const refuse = async () => {
    throw new ScimError(
      501,
      `${what} is not offered by this server, as its ServiceProviderConfig and documentation say.`,
    )
  }
  app.route({ method: [...app.supportedMethods], url: path, onRequest: refuse, handler: refuse })
}
