import { median } from './statistics.ts'

/** One side of a ratio: its figure in each round, and all rounds as a text. */
export interface Side {
  readonly byRound: readonly number[]
  readonly text: string
  readonly errors: number
  readonly firstError?: string | undefined
}

/** What is compared, and how far the ratio must and should reach. */
export interface Limits {
  readonly title: string
  readonly must: number
  readonly aim: number
  /** The ratio must not be larger than the limits, instead of not smaller. */
  readonly atMost?: boolean
}

export type Verdict = 'met aim' | 'met must' | 'MISSED' | 'ERRORS' | 'not offered' | 'not measured'

export interface Judgment {
  readonly goal: Limits
  readonly sides: readonly [Side | undefined, Side | undefined]
  readonly ratios: readonly number[]
  readonly ratio: number
  readonly verdict: Verdict
}

/** Judges by the median of the ratios, round by round. Any failed operation on either side spoils it. */
export function judgeSides(goal: Limits, sides: Judgment['sides']): Judgment {
  const [ours, theirs] = sides
  if (!ours || !theirs) return { goal, sides, ratios: [], ratio: Number.NaN, verdict: 'not measured' }
  const ratios = ours.byRound.map((value, round) => value / (theirs.byRound[round] ?? Number.NaN))
  const ratio = median(ratios)
  const verdict = ours.errors + theirs.errors > 0 ? 'ERRORS' : compare(ratio, goal)
  return { goal, sides, ratios, ratio, verdict }
}

function compare(ratio: number, { must, aim, atMost }: Limits): Verdict {
  const reaches = (limit: number) => (atMost ? ratio <= limit : ratio >= limit)
  if (reaches(aim)) return 'met aim'
  return reaches(must) ? 'met must' : 'MISSED'
}

/** Two significant digits, without an exponent. */
export function significant(value: number): string {
  if (value >= 10) return value.toFixed(0)
  return value.toFixed(value >= 1 ? 1 : 2)
}
