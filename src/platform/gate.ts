/** Lets so many pieces of work run at once; the others wait in the order in which they came. */
export type Gate = { run<T>(work: () => Promise<T>): Promise<T> }

/** A gate for `limit` at once. */
export function createGate(limit: number): Gate {
  const waiting: (() => void)[] = []
  let running = 0

  async function enter(): Promise<void> {
    if (running < limit) {
      running += 1
      return
    }
    await new Promise<void>((resolve) => waiting.push(resolve))
  }

  // Whoever waits longest takes over the place, so that nobody who comes meanwhile is before it.
  function leave(): void {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  return {
    async run(work) {
      await enter()
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
