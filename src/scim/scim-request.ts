import type { FastifyRequest } from 'fastify'
import type { Cause } from '../model/event.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import type { Received } from '../model/user.ts'
import { sessionOf } from './authenticate.ts'
import { withoutPasswords } from './json-body.ts'
import { directoryRef, type ScimContext, type ScimSession } from './scim-context.ts'
import { type Dialect, dialectFor, type ReadingContext, readingContext } from './tolerances.ts'

/** What a handler needs to know of its request. */
export type ScimRequest = {
  readonly session: ScimSession
  readonly directory: ReturnType<typeof directoryRef>
  readonly dialect: Dialect
  /** For the parsers: which tolerances hold, and which were needed. */
  readonly reading: ReadingContext
  /** The directory's SCIM base URL, without a slash at the end. */
  readonly baseUrl: string
}

/** Gathers what a handler needs to know of its request. */
export function scimRequest(context: ScimContext, request: FastifyRequest): ScimRequest {
  const session = sessionOf(request)
  const dialect = dialectFor(session.directory.type)
  const baseUrl = `${context.publicUrl(request)}/scim/v2/${session.directory.id}`
  return {
    session,
    directory: directoryRef(session),
    dialect,
    reading: readingContext(dialect, baseUrl),
    baseUrl,
  }
}

/**
 * What every command of a request carries: who caused it, and what was received, without passwords and with the
 * tolerances that it needed. These are complete when it is written: what a PATCH needs is seen at the stored resource.
 */
export function commandBase(
  context: ScimContext,
  request: FastifyRequest,
  { session, reading }: ScimRequest,
): { cause: Cause; received: Received | null } {
  const cause: Cause = { source: 'scim', actorId: session.tokenId, requestId: request.id }
  const body = withoutPasswords((request.body ?? null) as Json)
  if (!isJsonObject(body)) return { cause, received: null }
  const received: Received = {
    method: request.method,
    at: context.platform.clock.now().toISOString(),
    body,
    get tolerances() {
      return reading.fired.size > 0 ? [...reading.fired] : undefined
    },
  }
  return { cause, received }
}

/** True when the request says which attributes it wants back; then even a PATCH of a group is answered with a body. */
export function namesAttributes(query: Readonly<Record<string, unknown>>): boolean {
  return query.attributes !== undefined || query.excludedAttributes !== undefined
}
