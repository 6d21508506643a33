/** Lets loops sleep until they are woken or a time has passed. A wake-up while nobody sleeps is kept for the next wait. */
export type Waker = {
  wake(): void
  /** Ends early, and takes no wake-up, when `signal` is aborted. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** Makes a waker. One wake-up wakes all who sleep. */
export function createWaker(): Waker {
  const sleepers = new Set<() => void>()
  let isWoken = false
  return {
    wake() {
      isWoken = sleepers.size === 0
      for (const wakeSleeper of sleepers) wakeSleeper()
      sleepers.clear()
    },
    async wait(milliseconds, signal) {
      if (isWoken && !signal?.aborted) {
        isWoken = false
        return
      }
      let wakeSleeper = () => {}
      const woken = (end: () => void) => {
        wakeSleeper = end
        sleepers.add(end)
      }
      await sleepUntil(milliseconds, signal, woken)
      sleepers.delete(wakeSleeper)
    },
  }
}

/** Sleeps for a time that no news cuts short; only `signal` ends it early. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return sleepUntil(milliseconds, signal, () => {})
}

/** Sleeps until the time has passed, the signal is aborted, or whoever was given `end` calls it. Leaves nothing behind. */
function sleepUntil(
  milliseconds: number,
  signal: AbortSignal | undefined,
  giveEnd: (end: () => void) => void,
): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal?.addEventListener('abort', end)
    giveEnd(end)
  })
}
