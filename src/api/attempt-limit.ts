import { AppError } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'

/** Counts wrong keys and links per address, so that nobody can guess on and on. */
export type AttemptLimit = {
  /**
   * Counts the error, if it says that a key is wrong, and gives what to answer: after too many, how long to wait. A key
   * that is known always gets its answer: all who come through one proxy have one address, and one of them must not lock
   * the others out.
   */
  refusal(error: unknown, address: string): unknown
}

const windowMs = 60_000
const maxFailures = 10
const maxAddresses = 10_000

/** Allows ten wrong keys a minute from one address. */
export function createAttemptLimit(clock: Clock): AttemptLimit {
  const failures = new Map<string, { count: number; readonly until: number }>()
  const current = (address: string) => {
    const entry = failures.get(address)
    return entry && entry.until > clock.now().getTime() ? entry : undefined
  }
  const waitSeconds = (address: string) => {
    const entry = current(address)
    if (!entry || entry.count < maxFailures) return 0
    return Math.ceil((entry.until - clock.now().getTime()) / 1000)
  }
  const count = (address: string) => {
    const entry = current(address)
    if (entry) {
      entry.count += 1
      return
    }
    if (failures.size >= maxAddresses) failures.clear()
    failures.set(address, { count: 1, until: clock.now().getTime() + windowMs })
  }
  return {
    refusal(error, address) {
      if (!(error instanceof AppError) || error.status !== 401) return error
      const seconds = waitSeconds(address)
      if (seconds > 0) return new AppError('too_many_attempts', { seconds })
      count(address)
      return error
    },
  }
}
