/** Whether things happen in the demo company by themselves. */
export type LifeSwitch = {
  readonly isRunning: boolean
  set(isRunning: boolean): void
  /** Resolves at once while life goes on, else when it does again; rejects when the signal ends the demo. */
  untilRunning(signal: AbortSignal): Promise<void>
}

/** Makes a switch that is on. */
export function createLifeSwitch(): LifeSwitch {
  let isRunning = true
  const waiting = new Set<() => void>()
  return {
    get isRunning() {
      return isRunning
    },
    set(next) {
      isRunning = next
      if (!next) return
      for (const go of waiting) go()
      waiting.clear()
    },
    untilRunning(signal) {
      if (isRunning) return Promise.resolve()
      return new Promise((resolve, reject) => {
        waiting.add(resolve)
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
    },
  }
}
