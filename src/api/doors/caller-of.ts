import type { FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import { type Caller, isAllowed, type Permission } from '../../model/api-key.ts'

/** Whose a request is; it must have been authenticated. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (!caller) throw new Error('The request was not authenticated')
  return caller
}

/** Whether what opened the door to a request that lasts still does: it may have been revoked meanwhile. */
export async function isStillAllowed(request: FastifyRequest, permission: Permission): Promise<boolean> {
  const before = callerOf(request)
  try {
    const now = await request.door?.authenticate(request)
    return now !== undefined && now.organizationId === before.organizationId && isAllowed(now.scopes, permission)
  } catch (error) {
    // 429: so many wrong keys came from there that this one, revoked, is not told so any more.
    if (error instanceof AppError && (error.status === 401 || error.status === 429)) return false
    throw error
  }
}
