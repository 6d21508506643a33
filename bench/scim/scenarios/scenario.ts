import type { Comparison } from '../../harness/comparison.ts'
import type { DirectoriesBySize } from '../directories-by-size.ts'
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
