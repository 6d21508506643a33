import { boundOf } from './limit.ts'
import { guardedMs } from './removed-of-day.ts'

/** What a plan takes away of something, and what went of it within the last 24 hours. */
export type Taken = {
  readonly count: number
  /** How many there are now. */
  readonly of: number
  /** When those went whom nobody was asked about, the oldest first. */
  readonly gone: readonly Date[]
}

/** A limit as the settings have it. */
export type Limit = { readonly limit: number | string; readonly atLeast: number }

/** What a limit says of it. `passesAt`: when it would pass by waiting; null where it does, or never would. */
export type Verdict = {
  readonly limit: number
  readonly rule: string
  readonly ok: boolean
  readonly passesAt: Date | null
}

/** Holds what is taken away, together with what went in the last 24 hours, against a limit of what there was before all that. */
export function judgeDay(taken: Taken, limit: Limit): Verdict {
  const { count, of, gone } = taken
  const boundWith = (used: number) => boundOf(limit.limit, { of: of + used, atLeast: limit.atLeast })
  const fits = (used: number) => count + used <= boundWith(used).count
  const { count: most, rule } = boundWith(gone.length)
  const ok = fits(gone.length)
  // Of the oldest that no longer count, how many are enough?
  const last = ok ? undefined : gone.find((_, index) => fits(gone.length - index - 1))
  return { limit: most, rule, ok, passesAt: last ? new Date(last.getTime() + guardedMs) : null }
}
