import type { FastifyRequest } from 'fastify'
import type { DirectoryRef } from '../directory/commands.ts'
import type { Cause } from '../model/event.ts'
import { isJsonObject } from '../model/json.ts'
import type { Received } from '../model/user.ts'
import { sessionOf } from './authenticate.ts'
import { withoutSecrets } from './json-body.ts'
import type { ScimOperation } from './operation.ts'
import { directoryRef, type ScimContext, type ScimSession } from './scim-context.ts'
import { type Dialect, dialectFor, type ReadingContext, readingContext } from './tolerances.ts'
import { isScim1 } from './v1/is-scim1.ts'

/** What the operations of one request need to know of it. */
export type ScimRequest = {
  readonly context: ScimContext
  readonly session: ScimSession
  readonly directory: DirectoryRef
  readonly dialect: Dialect
  /** For the parsers: which tolerances hold, and which were needed. */
  readonly reading: ReadingContext
  /** The directory's SCIM base URL, without a slash at the end. */
  readonly baseUrl: string
  readonly requestId: string
}

/** Gathers what the operations of a request need to know of it. */
export function scimRequest(context: ScimContext, request: FastifyRequest): ScimRequest {
  const session = sessionOf(request)
  const dialect = dialectFor(session.directory.type)
  const version = isScim1(request) ? 'v1' : 'v2'
  const baseUrl = `${context.publicUrl(request)}/scim/${version}/${session.directory.id}`
  const reading = { ...readingContext(dialect, baseUrl), matchesByValue: version === 'v1' }
  request.scimReading = reading
  return { context, session, directory: directoryRef(session), dialect, reading, baseUrl, requestId: request.id }
}

/** What a request asks for. `query` is that of the URL. */
export function operationOf(request: FastifyRequest, method: ScimOperation['method']): ScimOperation {
  const { headers } = request
  return {
    method,
    query: request.query as ScimOperation['query'],
    body: request.body as ScimOperation['body'],
    ifMatch: headers['if-match'],
    ifNoneMatch: headers['if-none-match'],
  }
}

/**
 * What every command carries: who caused it, and what was received, without passwords and with the tolerances that it
 * needed. These are complete when it is written: what a PATCH needs is seen at the stored resource.
 */
export function commandBase(
  { context, session, reading, requestId }: ScimRequest,
  { method, body, received: sent = body }: ScimOperation,
): { cause: Cause; received: Received | null } {
  const cause: Cause = { source: 'scim', actorId: session.tokenId, requestId }
  const shown = withoutSecrets(sent ?? null, session.resourceTypes)
  if (!isJsonObject(shown)) return { cause, received: null }
  const received: Received = {
    method,
    at: context.platform.clock.now().toISOString(),
    body: shown,
    get tolerances() {
      return reading.fired.size > 0 ? [...reading.fired] : undefined
    },
  }
  return { cause, received }
}
