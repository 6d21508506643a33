import { timingSafeEqual } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { Caller } from '../model/api-key.ts'
import type { Platform } from '../platform/platform.ts'
import { hashSecret } from '../platform/secrets.ts'
import { findUsableApiKey, touchApiKeys } from '../store/api-keys.ts'
import type { Database } from '../store/database.ts'
import { createLastUsedRecorder } from './last-used-recorder.ts'
import { createSecretCache } from './secret-cache.ts'

/** Tells whose a request of the API is. */
export type KeyAuthenticator = {
  /** Reads the header `Authorization: Bearer <API key>`; throws `unauthorized`. */
  authenticate(authorization: string | undefined): Promise<Caller>
  /** Whose the key with this hash is; throws `unauthorized`. */
  open(hash: Buffer): Promise<Caller>
  /** Forgets what is remembered: call it after a key was revoked. */
  clear(): void
  stop(): Promise<void>
}

export type KeyAuthenticatorParts = {
  readonly database: Database
  readonly platform: Platform
  /** The key of the configuration (`MUSTER_API_KEY`): it has every right and is not in the database. */
  readonly bootstrapKey: string | null
}

const ttlMs = 5_000
const maxEntries = 10_000
const bootstrapCaller: Caller = {
  type: 'api_key',
  id: null,
  name: 'MUSTER_API_KEY',
  organizationId: null,
  scopes: ['*'],
  expiresAt: null,
}

/** Other processes on the same database honor a revoked key for at most as long as it is remembered: 5 s. */
export function createKeyAuthenticator({ database, platform, bootstrapKey }: KeyAuthenticatorParts): KeyAuthenticator {
  const bootstrapHash = bootstrapKey === null ? null : hashSecret(bootstrapKey)
  const cache = createSecretCache<Caller & { readonly id: string }>({
    clock: platform.clock,
    ttlMs,
    maxEntries,
    async load(hash) {
      const key = await findUsableApiKey(database, hash, platform.clock.now())
      if (!key) return null
      const { id, name, organizationId, scopes, expiresAt } = key
      return { value: { type: 'api_key', id, name, organizationId, scopes, expiresAt }, expiresAt }
    },
  })
  const recorder = createLastUsedRecorder<string>({
    platform,
    write: (ids, at) => touchApiKeys(database, ids, at),
  })
  async function open(hash: Buffer): Promise<Caller> {
    if (bootstrapHash && timingSafeEqual(hash, bootstrapHash)) return bootstrapCaller
    const caller = await cache.open(hash)
    if (!caller) throw new AppError('unauthorized')
    recorder.touch(caller.id, caller.id)
    return caller
  }
  return {
    async authenticate(authorization) {
      const secret = bearerSecret(authorization)
      if (secret === null) throw new AppError('unauthorized')
      return open(hashSecret(secret))
    },
    open,
    clear: cache.clear,
    stop: recorder.stop,
  }
}

/** RFC 6750 section 2.1; the scheme's name is case-insensitive (RFC 9110 section 11.1). */
function bearerSecret(authorization: string | undefined): string | null {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null
}
