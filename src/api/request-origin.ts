import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { Caller } from '../model/api-key.ts'
import type { AuditAction, AuditActor, AuditSource } from '../model/audit-entry.ts'

/** A request that may be repeated: the `Idempotency-Key` of its API key, and a hash of all that must be the same again. */
export type RepeatableRequest = {
  /** The API key's id; empty for the one of the configuration. */
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

type ApiOrigin = Omit<RequestOrigin, 'replayed'> & { readonly source: 'api' | 'cli' }

/** What a request with an API key says of its origin. */
export function originOf(request: FastifyRequest, caller: Caller, action: AuditAction | null): ApiOrigin {
  const { 'user-agent': userAgent } = request.headers
  return {
    actor: { type: 'api_key', id: caller.keyId, name: caller.name },
    source: userAgent?.startsWith('muster-cli') ? 'cli' : 'api',
    action,
    remoteAddress: request.ip,
    userAgent: userAgent?.slice(0, longestUserAgent) ?? null,
    repeatable: repeatableOf(request, caller),
  }
}

const longestUserAgent = 500

/** Only POST takes the key, as with Stripe: the other methods may be repeated anyway (RFC 9110 section 9.2.2). */
function repeatableOf(request: FastifyRequest, { keyId }: Caller): RepeatableRequest | null {
  const { 'idempotency-key': key } = request.headers
  if (request.method !== 'POST' || key === undefined) return null
  if (typeof key !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(key)) throw new AppError('invalid_idempotency_key')
  return { owner: keyId ?? '', key, fingerprint: fingerprintOf(request) }
}

function fingerprintOf({ method, url, body }: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([method, url, body]))
    .digest()
}
