import type { Clock } from '../../platform/clock.ts'

/** Counts failures per address, so that nobody can guess on and on. */
export type AttemptLimit = {
  /** Seconds until failures from there are answered again; 0 when they still are. */
  waitSeconds(address: string): number
  failed(address: string): void
}

const windowMs = 60_000
const maxFailures = 10
const maxAddresses = 10_000

/** Allows ten failures a minute from one address. */
export function createAttemptLimit(clock: Clock): AttemptLimit {
  const failures = new Map<string, { count: number; readonly until: number }>()
  const current = (address: string) => {
    const entry = failures.get(address)
    return entry && entry.until > clock.now().getTime() ? entry : undefined
  }
  return {
    waitSeconds(address) {
      const entry = current(address)
      if (!entry || entry.count < maxFailures) return 0
      return Math.ceil((entry.until - clock.now().getTime()) / 1000)
    },
    failed(address) {
      const entry = current(address)
      if (entry) {
        entry.count += 1
        return
      }
      if (failures.size >= maxAddresses) failures.clear()
      failures.set(address, { count: 1, until: clock.now().getTime() + windowMs })
    },
  }
}
