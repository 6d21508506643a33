/** How long to wait after the first failure, the second …, in milliseconds; the last one repeats. */
export type BackoffSteps = readonly number[]

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** When a stream is tried again: growing to hours, which makes a dozen attempts in three days. */
export const defaultRetrySteps: BackoffSteps = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
]

/** When a destination that gets nothing is tried again: one call of all its streams, so it may be often. */
export const defaultProbeSteps: BackoffSteps = [5 * second, 15 * second, 30 * second, minute, 2 * minute, 5 * minute]

/** No attempt is put off for longer, also where a destination asks for it. */
export const longestWait = 24 * hour

// What failed together must not come back together.
const jitter = 0.2

/** How long to wait after so many failures (from 1), and at the least for as long as the destination asked. */
export function waitAfter(steps: BackoffSteps, failures: number, askedMs = 0): number {
  const step = steps[Math.min(failures, steps.length) - 1] ?? 0
  return Math.min(Math.max(step * (1 - jitter / 2 + Math.random() * jitter), askedMs), longestWait)
}
