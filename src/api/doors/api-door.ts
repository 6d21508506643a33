import type { FastifyRequest } from 'fastify'
import type { Caller } from '../../model/api-key.ts'
import type { AuditSource } from '../../model/audit-entry.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose the request is; set by the API's own hook before any of its handlers. */
    caller: Caller | null
    /** By which door it came in; null until the API's own hook has run. */
    door: ApiDoor | null
  }
}

/**
 * A way into the API: the same routes under a prefix of its own, opened by something else. `addApiDoor` (src/api/api-routes.ts)
 * adds one.
 */
export type ApiDoor = {
  /** What comes before the paths of the routes, without a slash at the end: `/setup/api`. Empty for the API's own. */
  readonly prefix: string
  /**
   * Says whose a request is; throws an error with the status 401 for nobody's. It is asked again while a stream of events
   * lasts, so it must see what was revoked meanwhile.
   */
  authenticate(request: FastifyRequest): Promise<Caller>
  /** What the audit log calls this way; null: `api`, or `cli` for our own command line. */
  readonly source: AuditSource | null
  /** The routes that are here, as `GET /directories/:id`; null for all. What is not named does not exist under the prefix. */
  readonly allows: ReadonlySet<string> | null
  /** Whether a cookie opens it, so that other sites could make a browser send requests: they are told apart and refused. */
  readonly isOpenedByCookie: boolean
}

/** Whether a route is behind the door. */
export function leadsTo(
  { allows }: ApiDoor,
  { method, path }: { readonly method: string; readonly path: string },
): boolean {
  return allows === null || allows.has(`${method} ${path}`)
}
