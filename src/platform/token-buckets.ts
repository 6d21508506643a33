import type { Clock } from './clock.ts'

/** Buckets that fill at a steady rate and from which each event takes one: a limit per key that lets short bursts pass. */
export type TokenBuckets = {
  /** Takes one of the key's: 0, or the seconds until there is one again. */
  take(key: string): number
  /** How many of the key's were there after it last took one. */
  level(key: string): number
}

type Bucket = { level: number; at: number }

// A bucket that is forgotten is a full one, so the bound costs memory only and locks nobody out.
const maxKeys = 10_000

/** In the memory of this process. A clock that goes back fills nothing and takes nothing away. */
export function createTokenBuckets(options: {
  readonly clock: Clock
  readonly perSecond: number
  readonly burst: number
}): TokenBuckets {
  const { clock, perSecond, burst } = options
  const buckets = new Map<string, Bucket>()

  function bucketOf(key: string, now: number): Bucket {
    const known = buckets.get(key)
    if (known) return known
    const bucket = { level: burst, at: now }
    buckets.set(key, bucket)
    if (buckets.size > maxKeys) buckets.delete(buckets.keys().next().value ?? key)
    return bucket
  }

  return {
    take(key) {
      const now = clock.now().getTime()
      const bucket = bucketOf(key, now)
      const passed = Math.max(now - bucket.at, 0)
      bucket.level = Math.min(burst, bucket.level + (passed * perSecond) / 1000)
      bucket.at = now
      if (bucket.level < 1) return (1 - bucket.level) / perSecond
      bucket.level -= 1
      return 0
    },
    level: (key) => Math.floor(buckets.get(key)?.level ?? burst),
  }
}
