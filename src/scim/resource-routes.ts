import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ScimError } from './errors.ts'
import { bodyLimits } from './json-body.ts'

/** A request to a whole endpoint, such as `/Users?filter=…`. */
export type QueryRequest = FastifyRequest<{ Querystring: Record<string, unknown> }>

/** A request to one resource, such as `/Users/{id}`. */
export type IdRequest = FastifyRequest<{ Params: { id: string }; Querystring: Record<string, unknown> }>

/** What an endpoint answers to which method. */
export type ResourceHandlers = {
  readonly list: Handler<QueryRequest>
  readonly create: Handler<QueryRequest>
  readonly find: Handler<IdRequest>
  readonly replace: Handler<IdRequest>
  readonly patch: Handler<IdRequest>
  readonly remove: Handler<IdRequest>
}

type Handler<Request> = (request: Request, reply: FastifyReply) => Promise<FastifyReply>

type Methods<Request> = Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Handler<Request>>>

/** A path and how many bytes a body sent to it may have: as many as usual unless it says so. */
export type Endpoint = { readonly path: string; readonly bodyLimit?: number }

/** Adds an endpoint of resources: the list and the single resource. */
export function addResourceRoutes(app: FastifyInstance, endpoint: Endpoint, handlers: ResourceHandlers): void {
  addRoute<QueryRequest>(app, endpoint, { GET: handlers.list, POST: handlers.create })
  const single = { ...endpoint, path: `${endpoint.path}/:id` }
  addRoute<IdRequest>(app, single, {
    GET: handlers.find,
    PUT: handlers.replace,
    PATCH: handlers.patch,
    DELETE: handlers.remove,
  })
}

/**
 * Adds a path, with a slash at its end too. A method that it does not have is answered with 405 and the list of those it
 * has (RFC 9110 section 15.5.6), before its body is read.
 */
export function addRoute<Request>(app: FastifyInstance, endpoint: Endpoint, methods: Methods<Request>): void {
  const { path, bodyLimit = bodyLimits.bytes } = endpoint
  const allowed = Object.keys(methods).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  const others = app.supportedMethods.filter((method) => !allowed.includes(method))
  const allow = allowed.join(', ')
  for (const url of [path, `${path}/`]) {
    for (const [method, handler] of Object.entries(methods)) {
      app.route({ method, url, bodyLimit, handler: (request, reply) => handler(request as Request, reply) })
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
  for (const url of [path, `${path}/`]) addRefusal(app, { url, methods }, () => new ScimError(501, detail))
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
