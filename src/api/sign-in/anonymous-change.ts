import type { FastifyRequest } from 'fastify'
import type { AuditAction } from '../../model/audit-entry.ts'
import type { Cause } from '../../model/event.ts'
import type { RequestOrigin } from '../request-origin.ts'

/** A change by somebody who is only known once it is made: what it did says who (`Changed.actor`). */
export function anonymousChange(
  { ip, id, headers }: FastifyRequest,
  action: AuditAction,
): { readonly cause: Cause; readonly origin: RequestOrigin } {
  return {
    cause: { source: 'dashboard', actorId: null, requestId: id },
    origin: {
      actor: { type: 'member', id: null, name: '' },
      source: 'dashboard',
      action,
      remoteAddress: ip,
      userAgent: headers['user-agent']?.slice(0, 500) ?? null,
      repeatable: null,
      replayed() {},
    },
  }
}
