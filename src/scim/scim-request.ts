import type { FastifyRequest } from 'fastify'
import type { Cause } from '../model/event.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import type { Received } from '../model/user.ts'
import { sessionOf } from './authenticate.ts'
import { withoutPasswords } from './json-body.ts'
import { directoryRef, type ScimContext, type ScimSession } from './scim-context.ts'
import { type Dialect, dialectFor, scimContext } from './tolerances.ts'

/** What a handler needs to know of its request. */
export type ScimRequest = {
  readonly session: ScimSession
  readonly directory: ReturnType<typeof directoryRef>
  readonly dialect: Dialect
  /** For the parsers: which tolerances hold, and which were needed. */
  readonly reading: ReturnType<typeof scimContext>
  /** The directory's SCIM base URL, without a slash at the end. */
  readonly baseUrl: string
}

/** Gathers what a handler needs to know of its request. */
export function scimRequest(context: ScimContext, request: FastifyRequest): ScimRequest {
  const session = sessionOf(request)
  const dialect = dialectFor(session.directory.type)
  return {
    session,
    directory: directoryRef(session),
    dialect,
    reading: scimContext(dialect),
    baseUrl: `${context.publicUrl(request)}/scim/v2/${session.directory.id}`,
  }
}

/** What every command of a request carries: who caused it, and what was received, without passwords. */
export function commandBase(
  context: ScimContext,
  request: FastifyRequest,
): { cause: Cause; received: Received | null } {
  const cause: Cause = { source: 'scim', actorId: sessionOf(request).tokenId, requestId: request.id }
  const body = withoutPasswords((request.body ?? null) as Json)
  if (!isJsonObject(body)) return { cause, received: null }
  return { cause, received: { method: request.method, at: context.platform.clock.now().toISOString(), body } }
}

/** True when the request says which attributes it wants back; then even a PATCH of a group is answered with a body. */
export function namesAttributes(query: Readonly<Record<string, unknown>>): boolean {
  return query.attributes !== undefined || query.excludedAttributes !== undefined
}
