import type { Clock } from '../../platform/clock.ts'

/** Tells a stream when to say that it lives. */
export type Heartbeat = {
  /** How long until it is due, in milliseconds. */
  restMs(): number
  /** True when it is due; then the next one is due a whole interval later. */
  isDue(): boolean
}

/** Says when it is time again; a clock that was set back makes it time at once. */
export function createHeartbeat(clock: Clock, everyMs: number): Heartbeat {
  let nextAt = clock.now().getTime() + everyMs
  const restMs = () => nextAt - clock.now().getTime()
  return {
    restMs: () => Math.max(0, Math.min(restMs(), everyMs)),
    isDue() {
      if (restMs() > 0 && restMs() <= everyMs) return false
      nextAt = clock.now().getTime() + everyMs
      return true
    },
  }
}
