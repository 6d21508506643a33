import type { LoadResult } from '../../harness/run-load.ts'
import { median } from '../../harness/statistics.ts'
import type { DirectoriesBySize } from '../directories-by-size.ts'
import type { Limits, Side } from '../goals.ts'
import type { Comparison } from '../report.ts'
import type { ServerStarter } from '../start-servers.ts'

/** What the scenarios are run with. */
export interface ScenarioRun {
  readonly starter: ServerStarter
  readonly directories: DirectoriesBySize
  readonly rounds: number
  readonly secondsPerCell: number
  /** The sizes of a small and of a large directory, and of the one that is walked through. */
  readonly users: number
  readonly manyUsers: number
  readonly walkUsers: number
  /** To which a group grows one by one. */
  readonly members: number
  readonly withPolis: boolean
  /** The postmaster, when it may be looked at. */
  readonly databasePid: number | undefined
  readonly progress: (text: string) => void
}

/** A measurement with limits of its own; it starts what it needs, and gives each comparison as soon as it has it. */
export interface Scenario {
  readonly name: ScenarioName
  readonly run: (run: ScenarioRun) => AsyncIterable<Comparison>
}

export type ScenarioName = 'memory' | 'size' | 'list' | 'walk' | 'group' | 'bulk'

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
