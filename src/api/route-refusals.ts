import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import { AppError } from '../errors.ts'
import type { RouteDescription } from './route.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** The refusal of a path that leads nowhere. */
export function routeNotFound(request: FastifyRequest): AppError {
  return new AppError('route_not_found', { method: request.method, path: pathOf(request) })
}

/**
 * Answers a method that a path of these routes, below a prefix, does not have with 405 and the list of those it has (RFC 9110 section
 * 15.5.6), before anything of the body is read. No key is asked for: which paths there are is no secret. Below a prefix, other
 * paths are refused too: nothing else answers there, no page either.
 */
export function refuseTheRest(app: FastifyInstance, routes: readonly RouteDescription[], prefix: string): void {
  const paths = pathsOf(routes)
  const refuse: onRequestHookHandler = (request, reply, done) => {
    const known = paths.find(({ pattern }) => pattern.test(pathOf(request).slice(prefix.length)))
    if (known) done(methodNotAllowed(request, reply, known.methods))
    else done(prefix ? routeNotFound(request) : undefined)
  }
  // A route for each method that a path does not have would be most of all routes. Every request passes the hook: it waits for nothing.
  if (prefix) for (const url of [prefix, `${prefix}/*`]) app.all(url, { onRequest: refuse }, neverReached)
  else
    app.addHook('onRequest', function (request, reply, done) {
      if (request.is404) refuse.call(this, request, reply, done)
      else done()
    })
  for (const { path, shadowed } of paths) {
    if (shadowed.length > 0)
      app.route({ method: shadowed, url: prefix + path, onRequest: refuse, handler: neverReached })
  }
}

/** Their requests end before it. */
async function neverReached(request: FastifyRequest): Promise<never> {
  throw routeNotFound(request)
}

function methodNotAllowed(request: FastifyRequest, reply: FastifyReply, own: readonly string[]): AppError {
  const allow = own.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ')
  reply.header('allow', allow)
  return new AppError('method_not_allowed', { method: request.method, path: pathOf(request), allow })
}

type KnownPath = {
  readonly path: string
  readonly pattern: RegExp
  readonly methods: readonly string[]
  /** Methods that lead from this path to that of others, to which it would be an id: `PATCH /people/attributes` to `/people/:id`. */
  readonly shadowed: (typeof methods)[number][]
}

/** The paths of routes with their methods; those without ids come first, as they do in the router. */
function pathsOf(routes: readonly RouteDescription[]): KnownPath[] {
  const paths = [...Map.groupBy(routes, ({ path }) => path)].map(([path, own]) => ({
    path,
    pattern: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`),
    methods: own.map(({ method }) => method as string).sort(),
  }))
  return paths
    .toSorted((one, other) => idsIn(one.path) - idsIn(other.path))
    .map((known) => {
      const others = paths.filter(({ path, pattern }) => path !== known.path && pattern.test(known.path))
      const isOfOthers = (method: string) => others.some((other) => other.methods.includes(method))
      const shadowed = methods.filter((method) => !known.methods.includes(method) && isOfOthers(method))
      return { ...known, shadowed }
    })
}

function idsIn(path: string): number {
  return path.split(':').length
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? ''
}
