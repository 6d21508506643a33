/** Seeded chance: the same seed gives the same choices in the same order, on every machine. */
export type Random = {
  /** A number from 0 up to, but not including, 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** One of `items`, which must not be empty. */
  pick<T>(items: readonly T[]): T
  /** Up to `count` different ones of `items`. */
  sample<T>(items: readonly T[], count: number): T[]
  /** True in a share of cases: 0.25 is one in four. */
  chance(share: number): boolean
  /** `length` characters of `alphabet`. */
  text(length: number, alphabet: string): string
}

/** Makes seeded chance (the mulberry32 generator: 32 bits of state, good enough to make people up). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    pick: (items) => pickOne(items, next()),
    sample: (items, count) => sampleOf(items, count, next),
    chance: (share) => next() < share,
    text: (length, alphabet) => Array.from({ length }, () => alphabet[between(0, alphabet.length - 1)]).join(''),
  }
}

function pickOne<T>(items: readonly T[], at: number): T {
  const item = items[Math.floor(at * items.length)]
  if (item === undefined) throw new RangeError('There is nothing to pick from.')
  return item
}

function sampleOf<T>(items: readonly T[], count: number, next: () => number): T[] {
  const left = [...items]
  const taken: T[] = []
  while (taken.length < count && left.length > 0) taken.push(...left.splice(Math.floor(next() * left.length), 1))
  return taken
}
