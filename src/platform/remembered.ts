import type { Clock } from './clock.ts'

/** What is looked up by a key and remembered for a time. Who asks while a look-up is on its way waits for that one. */
export type Remembered<T> = {
  of(key: string): Promise<T>
  /** Forgets a key, a look-up on its way included: call it after what is behind it was changed. */
  clear(key: string): void
}

type Entry<T> = { readonly found: Promise<T>; readonly until: number }

/** In the memory of this process. A failure is not remembered. Bounded: the oldest entry goes first. */
export function createRemembered<T>(
  load: (key: string) => Promise<T>,
  options: { readonly clock: Clock; readonly ttlMs: number; readonly maxEntries: number },
): Remembered<T> {
  const { clock, ttlMs, maxEntries } = options
  const entries = new Map<string, Entry<T>>()

  function add(key: string, now: number): Promise<T> {
    const found = load(key)
    const entry = { found, until: now + ttlMs }
    entries.delete(key)
    entries.set(key, entry)
    if (entries.size > maxEntries) entries.delete(entries.keys().next().value ?? key)
    found.catch(() => {
      if (entries.get(key) === entry) entries.delete(key)
    })
    return found
  }

  return {
    of(key) {
      const now = clock.now().getTime()
      const known = entries.get(key)
      return known && now < known.until ? known.found : add(key, now)
    },
    clear: (key) => void entries.delete(key),
  }
}
