import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { ScimContext, ScimSession } from './scim-context.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the SCIM server's own hook before any of its handlers. */
    scimSession: ScimSession | null
  }
}

const idPattern = /^[\w-]{1,100}$/

/** Whether a text of the URL can be an id at all. What cannot is not found, and is never asked of the database. */
export function isId(text: string): boolean {
  return idPattern.test(text)
}

/** Finds out whose request this is, before its body is read. */
export async function authenticateRequest(context: ScimContext, request: FastifyRequest): Promise<void> {
  const { directoryId } = request.params as { directoryId: string }
  if (!isId(directoryId)) throw new AppError('directory_not_found', { id: directoryId.slice(0, 100) })
  request.scimSession = await context.authenticate(directoryId, bearerToken(request.headers.authorization))
}

/** The session of an authenticated request. */
export function sessionOf(request: FastifyRequest): ScimSession {
  if (!request.scimSession) throw new Error('The request was not authenticated')
  return request.scimSession
}

/** The token of an Authorization header: `Bearer x`, or `x` alone, as Okta's "HTTP header" authentication may send it. */
function bearerToken(header: string | undefined): string | null {
  const token = header?.replace(/^bearer(\s+|$)/i, '').trim()
  return token || null
}
