import type { DestinationState } from './destination-state.ts'
import { isDue, nextAttemptAt } from './stream-schedule.ts'

const shortest = 5

/** Makes what wakes a destination when its next attempt is due; one timer for each. */
export function createAttemptTimers(options: {
  readonly now: () => number
  readonly failuresToProbe: number
  readonly onTime: (state: DestinationState) => void
}): { set(state: DestinationState): void } {
  const { now, failuresToProbe, onTime } = options
  return {
    set(state) {
      const at = nextAttemptAt(state, failuresToProbe)
      if (at === null || (state.timer && state.timerAt <= at)) return
      const wait = isDue(at, now()) ? 0 : at - now()
      if (state.timer) clearTimeout(state.timer)
      const ring = () => {
        state.timer = null
        if (!state.dropped.signal.aborted) onTime(state)
      }
      state.timerAt = at
      state.timer = setTimeout(ring, Math.max(wait, shortest)).unref()
    },
  }
}
