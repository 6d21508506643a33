import type { ApiKey, Caller, Scope } from '../model/api-key.ts'
import type { Platform } from '../platform/platform.ts'
import { hashSecret, newSecret } from '../platform/secrets.ts'
import { insertApiKey } from '../store/api-keys.ts'
import type { Queryable } from '../store/database.ts'
import { daysAfter } from './days-after.ts'
import { refuseMoreThan } from './holds-scopes.ts'
import { memberBehind } from './member-behind.ts'

/** What a new API key is made from. */
export type NewApiKey = {
  readonly name: string
  readonly organizationId: string | null
  readonly scopes: readonly Scope[]
  readonly expiresInDays: number | null
}

/**
 * Makes an API key. Throws `scope_exceeded` when it would have a right that its maker has not. It ends with its maker at
 * the latest: a key that was lent for a week must not make one for ever.
 */
export async function createApiKey(
  { transaction, platform }: { readonly transaction: Queryable; readonly platform: Platform },
  caller: Caller,
  wanted: NewApiKey,
): Promise<{ readonly key: ApiKey; readonly secret: string }> {
  refuseMoreThan(caller, wanted.scopes)
  const now = platform.clock.now()
  const secret = newSecret('sk')
  const key: ApiKey = {
    id: platform.newId('api_key', now),
    organizationId: wanted.organizationId,
    name: wanted.name,
    suffix: secret.slice(-4),
    scopes: [...new Set(wanted.scopes)],
    memberId: await memberBehind(transaction, caller),
    expiresAt: earlier(daysAfter(now, wanted.expiresInDays), caller.expiresAt),
    lastUsedAt: null,
    revokedAt: null,
    createdAt: now,
  }
  await insertApiKey(transaction, key, hashSecret(secret))
  return { key, secret }
}

/** The earlier of two ends; null is never. */
function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}
