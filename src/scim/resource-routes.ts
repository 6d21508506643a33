import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { ScimError } from './errors.ts'

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

/** Adds an endpoint of resources: the list and the single resource. */
export function addResourceRoutes(app: FastifyInstance, path: string, handlers: ResourceHandlers): void {
  addRoute<QueryRequest>(app, path, { GET: handlers.list, POST: handlers.create })
  addRoute<IdRequest>(app, `${path}/:id`, {
    GET: handlers.find,
    PUT: handlers.replace,
    PATCH: handlers.patch,
    DELETE: handlers.remove,
  })
}

/**
 * Adds a path, with a slash at its end too. A method that it does not have is answered with 405 and the list of those it
 * has (RFC 9110 section 15.5.6).
 */
export function addRoute<Request>(app: FastifyInstance, path: string, methods: Methods<Request>): void {
  const allow = Object.keys(methods).join(', ')
  for (const url of [path, `${path}/`]) {
    for (const [method, handler] of Object.entries(methods)) {
      app.route({ method: method as HTTPMethods, url, handler: (request, reply) => handler(request as Request, reply) })
    }
    const others = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter((method) => !(method in methods))
    app.route({ method: others, url, handler: (request, reply) => refuseMethod(request, reply, allow) })
  }
}

function refuseMethod(request: FastifyRequest, reply: FastifyReply, allow: string): never {
  reply.header('allow', allow)
  throw new ScimError(405, `${request.method} is not possible here. Possible: ${allow}.`)
}
