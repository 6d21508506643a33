import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { ScimContext, ScimSession } from './scim-context.ts'
import type { ReadingContext } from './tolerances.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the SCIM server's own hook before any of its handlers. */
    scimSession: ScimSession | null
    /** The tolerances that the request needed, once its handler has begun. */
    scimReading: ReadingContext | null
    /** Whether the request counts as on its way at the limiter, which it then has to leave. */
    isLimited: boolean
  }
}

const idPattern = /^[\w-]{1,100}$/

/** Whether a text of the URL can be an id at all. What cannot is not found, and is never asked of the database. */
export function isId(text: string): boolean {
  return idPattern.test(text)
}

/** Finds out whose request this is and whether its token may send one more, before its body is read. */
export async function authenticateRequest(
  context: ScimContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const found = await context.authenticate(directoryId(request), bearerToken(request.headers.authorization))
  request.scimSession = { ...found, resourceTypes: await context.resourceTypes(found.directory.organizationId) }
  context.limiter.enter(found.tokenId)
  request.isLimited = true
  // A client that hangs up while it sends its body gets no answer, which would be the end of the request. What a handler has
  // begun goes on without it, and counts until it is done.
  const hangUp = () => {
    if (request.scimReading === null) leaveLimiter(context, request)
  }
  if (reply.raw.destroyed) hangUp()
  else reply.raw.once('close', hangUp)
}

/** Ends the part of a request that is limited. The first call counts. */
export function leaveLimiter({ limiter }: ScimContext, request: FastifyRequest): void {
  if (!request.isLimited || !request.scimSession) return
  request.isLimited = false
  limiter.leave(request.scimSession.tokenId)
}

/** Refuses a request to a directory that does not exist. For what is readable without a token. */
export async function requireDirectory(context: ScimContext, request: FastifyRequest): Promise<void> {
  const id = directoryId(request)
  if (!(await context.directoryExists(id))) throw new AppError('directory_not_found', { id })
}

function directoryId({ params }: FastifyRequest): string {
  const { directoryId: id } = params as { directoryId: string }
  if (!isId(id)) throw new AppError('directory_not_found', { id: id.slice(0, 100) })
  return id
}

/** The session of an authenticated request. */
export function sessionOf(request: FastifyRequest): ScimSession {
  if (!request.scimSession) throw new Error('The request was not authenticated')
  return request.scimSession
}

/**
 * The token of an Authorization header: `Bearer x`, or `x` alone, as Okta's "HTTP header" authentication may send it. With
 * HTTP Basic (RFC 7617), which is what PingFederate knows, the token is the password, whatever the user's name.
 */
function bearerToken(header: string | undefined): string | null {
  const [, basic] = /^basic\s+(\S+)$/i.exec(header ?? '') ?? []
  if (basic !== undefined) return passwordOf(basic)
  const token = header?.replace(/^bearer(\s+|$)/i, '').trim()
  return token || null
}

function passwordOf(credentials: string): string | null {
  const text = Buffer.from(credentials, 'base64').toString('utf8')
  return text.slice(text.indexOf(':') + 1) || null
}
