import { setTimeout as after } from 'node:timers/promises'

/** Waits; rejects with the signal's reason when it is aborted. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>

/** Waits as long as it says. */
export const realWait: Wait = async (milliseconds, signal) => {
  await after(milliseconds, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted()
    throw error
  })
}
