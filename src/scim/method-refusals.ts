import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ScimError } from './errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route is none of its path's methods: it refuses what would be taken for an id otherwise. */
    isRefusal?: boolean
  }
}

/** What every request of a scope passes before it is answered. */
type Enter = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

type KnownPath = { readonly pattern: RegExp; readonly methods: Set<string>; readonly enter: Enter }

/** Which methods the paths of the server have, as they are added to it. */
export type MethodRefusals = {
  /** Has every request of a scope pass `enter`, and notes the paths that are added to the scope from now on. */
  watch(scope: FastifyInstance, enter: Enter): void
  /**
   * Refuses a request that no route took but whose path is known with other methods: once it has entered, with 405 and the list of
   * those methods (RFC 9110 section 15.5.6), before its body is read.
   */
  refuse(request: FastifyRequest, reply: FastifyReply): Promise<void>
}

const order = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Begins without any path. A route for each method that a path does not have would be most of all routes. */
export function createMethodRefusals(): MethodRefusals {
  const paths = new Map<string, KnownPath>()
  return {
    watch(scope, enter) {
      scope.addHook('onRequest', enter)
      scope.addHook('onRoute', ({ url, method, config }) => {
        if (config?.isRefusal) return
        const known = paths.get(url) ?? { pattern: patternOf(url), methods: new Set(), enter }
        for (const each of [method].flat()) known.methods.add(each)
        paths.set(url, known)
      })
    },
    async refuse(request, reply) {
      const path = request.url.split('?', 1)[0] ?? ''
      const known = [...paths.values()].find(({ pattern }) => pattern.test(path))
      if (!known) return
      request.params = { ...known.pattern.exec(path)?.groups }
      await known.enter(request, reply)
      throw methodNotAllowed(request, reply, known.methods)
    },
  }
}

function patternOf(url: string): RegExp {
  return new RegExp(`^${url.replaceAll('.', '\\.').replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
}

/** The refusal of a request to a path that has these methods alone; the answer lists them. */
export function methodNotAllowed(
  request: FastifyRequest,
  reply: FastifyReply,
  methods: ReadonlySet<string>,
): ScimError {
  const allow = order.filter((method) => methods.has(method)).join(', ')
  reply.header('allow', allow)
  return new ScimError(405, `${request.method} is not possible here. Possible: ${allow}.`)
}
