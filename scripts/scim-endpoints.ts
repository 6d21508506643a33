import Fastify, { type RouteOptions } from 'fastify'
import { systemClock } from '../src/platform/clock.ts'
import { createIds } from '../src/platform/ids.ts'
import { silentLog } from '../src/platform/log.ts'
import { scimRoutes } from '../src/scim/routes.ts'
import type { ScimContext } from '../src/scim/scim-context.ts'

/** A path below a directory's base URL with the methods that it has, in the order of the code. */
export type ScimEndpoint = { readonly path: string; readonly methods: readonly string[] }

const base = '/scim/v2/:directoryId'

/** What the SCIM 2.0 server serves, as its routes say. HEAD goes with every GET and is not named. */
export async function scimEndpoints(): Promise<readonly ScimEndpoint[]> {
  const methodsOf = new Map<string, Set<string>>()
  const app = Fastify()
  app.addHook('onRoute', (route) => {
    const path = pathOf(route.url)
    if (path === null || isRefusal(route)) return
    const methods = methodsOf.get(path) ?? new Set()
    for (const method of [route.method].flat()) if (method !== 'HEAD') methods.add(method)
    methodsOf.set(path, methods)
  })
  await app.register(scimRoutes(unusedContext()))
  await app.ready()
  return [...methodsOf].map(([path, methods]) => ({ path, methods: [...methods] }))
}

// A path is there with and without a slash at its end.
function pathOf(url: string): string | null {
  if (!url.startsWith(base)) return null
  const path = url.slice(base.length)
  return path.endsWith('/') && path !== '/' ? null : path || '/'
}

// A method that a path does not have is refused by the same function in the hook and in the handler.
function isRefusal({ onRequest, handler }: RouteOptions): boolean {
  return onRequest === handler
}

function unusedContext(): ScimContext {
  const unused = (): never => {
    throw new Error('No request is made to learn the routes')
  }
  return {
    platform: { clock: systemClock, newId: createIds(), log: silentLog },
    submit: unused,
    reader: {
      findUser: unused,
      listUsers: unused,
      listUsersAfter: unused,
      findGroup: unused,
      listGroups: unused,
      listGroupsAfter: unused,
    },
    authenticate: unused,
    resourceTypes: unused,
    directoryExists: unused,
    publicUrl: unused,
    limiter: { enter: unused, leave: unused },
    recordRequest: unused,
  }
}
