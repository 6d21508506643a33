import type { FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import { type Caller, isAllowed, type Permission } from '../../model/api-key.ts'
import type { ApiContext } from '../api-context.ts'

/** Whose a request is; it must have been authenticated. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (!caller) throw new Error('The request was not authenticated')
  return caller
}

/** Whether the key of a request that lasts still opens what it opened: it may have been revoked meanwhile. */
export async function isStillAllowed(
  { keys }: Pick<ApiContext, 'keys'>,
  request: FastifyRequest,
  permission: Permission,
): Promise<boolean> {
  const before = callerOf(request)
  try {
    const now = await keys.authenticate(request.headers.authorization)
    return now.organizationId === before.organizationId && isAllowed(now.scopes, permission)
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthorized') return false
    throw error
  }
}
