/** Positions of objects that are still to be evaluated, in their order. */
export type Positions = {
  /** Takes the next one before `end`; -1 for none. */
  next(end: number): number
  /** Adds some that come after the one that was taken last. */
  add(positions: readonly number[]): void
}

/** Every position. */
export function allPositions(): Positions {
  let next = 0
  return { next: (end) => (next < end ? next++ : -1), add: () => {} }
}

/** Only these, and those that are added. */
export function somePositions(first: Iterable<number>): Positions {
  // The last comes first, so that the next one is taken from the end.
  const waiting = [...new Set(first)].sort((one, other) => other - one)
  return {
    next(end) {
      const next = waiting.at(-1)
      if (next === undefined || next >= end) return -1
      waiting.pop()
      return next
    },
    add(positions) {
      for (const position of positions) insert(waiting, position)
    },
  }
}

function insert(waiting: number[], position: number): void {
  let low = 0
  let high = waiting.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((waiting[middle] ?? 0) > position) low = middle + 1
    else high = middle
  }
  if (waiting[low] !== position) waiting.splice(low, 0, position)
}
