import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { RouteDescription } from './route.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** The refusal of a path that leads nowhere. */
export function routeNotFound(request: FastifyRequest): AppError {
  return new AppError('route_not_found', { method: request.method, path: pathOf(request) })
}

/**
 * Answers a method that a path of these routes, below a prefix, does not have with 405 and the list of those it has (RFC 9110 section
 * 15.5.6), before anything of the body is read. No key is asked for: which paths there are is no secret.
 */
export function refuseOtherMethods(app: FastifyInstance, routes: readonly RouteDescription[], prefix: string): void {
  for (const [path, own] of methodsByPath(routes)) {
    const allow = own.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ')
    const refuse = async (request: FastifyRequest, reply: FastifyReply) => {
      reply.header('allow', allow)
      throw new AppError('method_not_allowed', { method: request.method, path: pathOf(request), allow })
    }
    const others = methods.filter((method) => !own.includes(method))
    app.route({ method: others, url: prefix + path, onRequest: refuse, handler: refuse })
  }
}

function methodsByPath(routes: readonly RouteDescription[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { path, method } of routes) found.set(path, [...(found.get(path) ?? []), method].sort())
  return found
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? ''
}
