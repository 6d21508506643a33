/** Waits; ends early, without an error, when the signal is aborted. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal?.addEventListener('abort', end)
  })
}

/** How long to wait before the next try: twice as long each time, and never in step with other clients. */
export function backoff(tries: number, longest: number): number {
  return Math.min(longest, 250 * 2 ** tries) * (0.5 + Math.random() / 2)
}
