import { AppError } from '../errors.ts'
import { isPulled } from '../model/connection.ts'
import type { Directory } from '../model/directory.ts'
import type { Platform } from '../platform/platform.ts'
import { hashSecret } from '../platform/secrets.ts'
import type { Database } from '../store/database.ts'
import { findDirectory } from '../store/directories.ts'
import { findUsableToken, touchDirectoryTokens, type UsableToken } from '../store/directory-tokens.ts'
import { createLastUsedRecorder } from './last-used-recorder.ts'
import { createSecretCache } from './secret-cache.ts'

/** A directory whose bearer token was shown, and the token that it was. */
export type AuthenticatedDirectory = { readonly directory: Directory; readonly tokenId: string }

/** Checks the bearer tokens of SCIM requests: the hottest code of all, so what it finds is remembered for seconds. */
export type DirectoryAuthenticator = {
  /**
   * Gives the directory that the token opens. Throws `invalid_token`, or `directory_not_found` when there is no directory
   * with this id at all, so that a mistyped base URL is told apart from a wrong token.
   */
  authenticate(directoryId: string, secret: string | null): Promise<AuthenticatedDirectory>
  /** Whether there is a directory with this id that SCIM can be pushed to; that there is one is remembered too. */
  directoryExists(directoryId: string): Promise<boolean>
  /** The organization of such a directory, or null when there is none. */
  organizationOf(directoryId: string): Promise<string | null>
  /** Forgets what is remembered: call it after a token or a directory's state was changed. */
  clear(): void
  stop(): Promise<void>
}

const ttlMs = 5_000
const maxEntries = 10_000

/** Other processes on the same database see a revoked token for at most as long as it is remembered: 5 s. */
export function createDirectoryAuthenticator(parts: {
  readonly database: Database
  readonly platform: Platform
}): DirectoryAuthenticator {
  const { database, platform } = parts
  const cache = createSecretCache<UsableToken>({
    clock: platform.clock,
    ttlMs,
    maxEntries,
    // Found by the hash of 238 random bits: timing tells nothing of the secret (platform/secrets.ts).
    async load(hash) {
      const token = await findUsableToken(database, hash, platform.clock.now())
      return token && { value: token, expiresAt: token.expiresAt }
    },
  })
  const directories = createSecretCache<string>({
    clock: platform.clock,
    ttlMs,
    maxEntries,
    async load(id) {
      const directory = await findDirectory(database, id.toString(), null)
      // To a SCIM client, a directory that Muster reads itself is not there.
      return directory && !isPulled(directory) ? { value: directory.organizationId, expiresAt: null } : null
    },
  })
  const organizationOf = async (directoryId: string) =>
    isSafeId(directoryId) ? directories.open(Buffer.from(directoryId)) : null
  const directoryExists = async (directoryId: string) => (await organizationOf(directoryId)) !== null
  const recorder = createLastUsedRecorder<{ organizationId: string; id: string }>({
    platform,
    write: (tokens, at) => touchDirectoryTokens(database, tokens, at),
  })
  return {
    async authenticate(directoryId, secret) {
      const token = secret === null ? null : await cache.open(hashSecret(secret))
      if (token?.directory.id !== directoryId) throw refusal(directoryId, await directoryExists(directoryId))
      const { directory, tokenId } = token
      recorder.touch(tokenId, { organizationId: directory.organizationId, id: tokenId })
      return { directory, tokenId }
    },
    directoryExists,
    organizationOf,
    clear() {
      cache.clear()
      directories.clear()
    },
    stop: recorder.stop,
  }
}

function refusal(directoryId: string, directoryExists: boolean): AppError {
  return directoryExists ? new AppError('invalid_token') : new AppError('directory_not_found', { id: directoryId })
}

/** PostgreSQL refuses text with a null byte in it. */
function isSafeId(id: string): boolean {
  return /^[\w-]{1,128}$/.test(id)
}
