import { type Judgment, judgeSides, type Limits, type Side } from './judgment.ts'
import type { LoadResult } from './run-load.ts'
import { median } from './statistics.ts'
import { textTable } from './text-table.ts'

/** What a scenario has measured for one goal. */
export interface Comparison {
  readonly goal: Limits
  readonly sides: Judgment['sides']
  /** Why there is nothing to compare: the server says that it does not offer it. */
  readonly notOffered?: string
}

/** A scenario that came to no result. */
export interface Failure {
  readonly scenario: string
  readonly text: string
}

/** One figure of one round, and what was wrong in it. */
export interface Figure {
  readonly value: number
  readonly errors: number
  readonly firstError: string | undefined
}

/** One side of a comparison, made of its figure in each round. */
export function sideOfFigures(figures: readonly Figure[], show: (value: number) => string): Side {
  return {
    byRound: figures.map(({ value }) => value),
    text: show(median(figures.map(({ value }) => value))),
    errors: figures.reduce((sum, { errors }) => sum + errors, 0),
    firstError: figures.find(({ firstError }) => firstError !== undefined)?.firstError,
  }
}

/** What a load counts for in a comparison, with the errors of its answers. */
export function figureOf(value: number, { errors, firstError }: LoadResult): Figure {
  return { value, errors, firstError }
}

/** A comparison that this server does not offer anything for. */
export function notOffered(limits: Limits, why: string): Comparison {
  return { goal: limits, sides: [undefined, undefined], notOffered: why }
}

/** 500000 as 500,000. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US')
}

/** Judges what a scenario has measured. */
export function judgeComparison({ goal, sides, notOffered }: Comparison): Judgment {
  const judgment = judgeSides(goal, sides)
  return notOffered === undefined ? judgment : { ...judgment, verdict: 'not offered' }
}

/** A table of judgments; nothing when there are none. */
export function renderJudgments(title: string, judgments: readonly Judgment[]): string[] {
  if (judgments.length === 0) return []
  const heading = [title, 'Muster', 'beside it', 'ratio by round', 'median', 'must', 'aim', 'verdict']
  return ['', textTable([heading, ...judgments.map(renderJudgment)])]
}

function renderJudgment({ goal, sides, ratios, ratio, verdict }: Judgment): string[] {
  const [ours, theirs] = sides
  const byRound = ratios.map(formatRatio).join(' ')
  const limits = [formatLimit(goal.must, goal), formatLimit(goal.aim, goal)]
  return [goal.title, ours?.text ?? '', theirs?.text ?? '', byRound, formatRatio(ratio), ...limits, verdict]
}

/** True when the goal is met, or there was nothing to measure it by. */
export function isMet({ verdict }: Judgment): boolean {
  return !['MISSED', 'ERRORS', 'not offered'].includes(verdict)
}

/** What was wrong in a comparison, line by line. */
export function renderComparisonErrors({ goal, sides, notOffered }: Comparison): string[] {
  if (notOffered !== undefined) return [`  ${goal.title}: ${notOffered}`]
  return sides.flatMap((side) => {
    return side && side.errors > 0 ? [`  ${goal.title}: ${side.errors}; first: ${side.firstError}`] : []
  })
}

function formatRatio(ratio: number): string {
  return Number.isNaN(ratio) ? '' : ratio.toFixed(ratio >= 10 ? 1 : 2)
}

function formatLimit(limit: number, { atMost }: Limits): string {
  return `${atMost ? '≤' : '≥'} ${limit}`
}
