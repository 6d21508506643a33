import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { type Caller, callerKey } from '../model/api-key.ts'
import type { AuditAction, AuditActor, AuditSource } from '../model/audit-entry.ts'

/** A request that may be repeated: the `Idempotency-Key` of its caller, and a hash of all that must be the same again. */
export type RepeatableRequest = {
  /** Tells the caller from others (`callerKey`). */
  readonly owner: string
  readonly key: string
  readonly fingerprint: Buffer
}

/** Who sent a request and from where: what the audit log keeps, and what a repetition is told from a new request by. */
export type RequestOrigin = {
  readonly actor: AuditActor
  readonly source: AuditSource
  /** What the route does; null for one that changes nothing. */
  readonly action: AuditAction | null
  readonly remoteAddress: string | null
  readonly userAgent: string | null
  /** Null without an `Idempotency-Key`. */
  readonly repeatable: RepeatableRequest | null
  /** Called when the answer is that of an earlier request with the same key. */
  replayed(): void
}

type ApiOrigin = Omit<RequestOrigin, 'replayed'>

/** What an authenticated request says of its origin. */
export function originOf(request: FastifyRequest, caller: Caller, action: AuditAction | null): ApiOrigin {
  const { 'user-agent': userAgent } = request.headers
  return {
    actor: { type: caller.type, id: caller.id, name: caller.name },
    source: request.door?.source ?? (userAgent?.startsWith('muster-cli') ? 'cli' : 'api'),
    action,
    remoteAddress: request.ip,
    userAgent: userAgent?.slice(0, longestUserAgent) ?? null,
    repeatable: repeatableOf(request, caller),
  }
}

const longestUserAgent = 500

/** Only POST takes the key, as with Stripe: the other methods may be repeated anyway (RFC 9110 section 9.2.2). */
function repeatableOf(request: FastifyRequest, caller: Caller): RepeatableRequest | null {
  const { 'idempotency-key': key } = request.headers
  if (request.method !== 'POST' || key === undefined) return null
  if (typeof key !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(key)) throw new AppError('invalid_idempotency_key')
  return { owner: callerKey(caller), key, fingerprint: fingerprintOf(request) }
}

function fingerprintOf({ method, url, body }: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([method, url, body]))
    .digest()
}
