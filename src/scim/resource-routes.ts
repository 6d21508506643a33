import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ScimError } from './errors.ts'
import { bodyLimits } from './json-body.ts'
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
  addOperation(app, context, {
    path: `${endpoint.path}/.search`,
    method: 'POST',
    handle: (scim, operation) => list(scim, searchOperation(operation, scim.reading)),
  })
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

/**
 * Adds a path, with a slash at its end too. A method that it does not have is answered with 405 and the list of those it
 * has (RFC 9110 section 15.5.6), before its body is read.
 */
export function addRoute(app: FastifyInstance, endpoint: Endpoint, methods: Methods): void {
  const { path, bodyLimit = bodyLimits.bytes } = endpoint
  const allowed = Object.keys(methods).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  const others = app.supportedMethods.filter((method) => !allowed.includes(method))
  const allow = allowed.join(', ')
  for (const url of urlsOf(path)) {
    for (const [method, handler] of Object.entries(methods)) {
      app.route({ method, url, bodyLimit, handler })
    }
    addRefusal(app, { url, methods: others }, (request, reply) => {
      reply.header('allow', allow)
      return new ScimError(405, `${request.method} is not possible here. Possible: ${allow}.`)
    })
  }
}

/** Adds what RFC 7644 has and this server does not: 501 to these methods, all unless some are named. */
export function addNotOffered(
  app: FastifyInstance,
  path: string,
  { what, methods = app.supportedMethods }: { readonly what: string; readonly methods?: readonly string[] },
): void {
  const detail = `${what} is not offered by this server, as its ServiceProviderConfig and documentation say.`
  for (const url of urlsOf(path)) addRefusal(app, { url, methods }, () => new ScimError(501, detail))
}

// Under a prefix, Fastify takes "/" for both.
function urlsOf(path: string): readonly string[] {
  return path === '' ? ['/'] : [path, `${path}/`]
}

type Refused = { readonly url: string; readonly methods: readonly string[] }

// In a hook, because a handler is reached only after the body was read.
function addRefusal(
  app: FastifyInstance,
  { url, methods }: Refused,
  refusal: (request: FastifyRequest, reply: FastifyReply) => ScimError,
): void {
  const refuse = async (request: FastifyRequest, reply: FastifyReply) => {
    throw refusal(request, reply)
  }
  app.route({ method: [...methods], url, onRequest: refuse, handler: refuse })
}
