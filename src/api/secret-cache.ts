import type { Clock } from '../platform/clock.ts'

/** What a secret opens, and when the secret itself ends. */
export type Opened<T> = { readonly value: T; readonly expiresAt: Date | null }

/** Remembers for a few seconds what a secret opens, so that a busy client costs no query per request. */
export type SecretCache<T> = {
  /** What the secret with this hash opens, or null. Only what opens something is remembered. */
  open(hash: Buffer): Promise<T | null>
  /** Forgets everything, look-ups on their way included: after it, no revoked secret opens anything. */
  clear(): void
}

export type SecretCacheOptions<T> = {
  readonly clock: Clock
  readonly ttlMs: number
  readonly maxEntries: number
  load(hash: Buffer): Promise<Opened<T> | null>
}

type Entry<T> = { readonly opened: Promise<Opened<T> | null>; until: number }

/** Keyed by the secret's hash, so that the secrets themselves are not kept in memory. Bounded: the oldest goes first. */
export function createSecretCache<T>(options: SecretCacheOptions<T>): SecretCache<T> {
  const entries = new Map<string, Entry<T>>()

  function remember(key: string, hash: Buffer, now: number): Entry<T> {
    const entry: Entry<T> = { opened: options.load(hash), until: now + options.ttlMs }
    entries.delete(key)
    entries.set(key, entry)
    if (entries.size > options.maxEntries) dropOldest(entries)
    const forget = () => {
      if (entries.get(key) === entry) entries.delete(key)
    }
    entry.opened.then((opened) => {
      if (opened === null) return forget()
      if (opened.expiresAt) entry.until = Math.min(entry.until, opened.expiresAt.getTime())
    }, forget)
    return entry
  }

  return {
    async open(hash) {
      const key = hash.toString('latin1')
      const now = options.clock.now().getTime()
      const known = entries.get(key)
      if (!known || now >= known.until) return valueIn(remember(key, hash, now))
      const value = await valueIn(known)
      if (value !== null) return value
      // That look-up may have begun before the secret was made, perhaps by another node; this one begins after.
      return valueIn(entries.get(key) ?? remember(key, hash, now))
    },
    clear: () => entries.clear(),
  }
}

async function valueIn<T>(entry: Entry<T>): Promise<T | null> {
  return (await entry.opened)?.value ?? null
}

function dropOldest(entries: Map<string, unknown>): void {
  for (const key of entries.keys()) {
    entries.delete(key)
    return
  }
}
