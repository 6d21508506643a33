import type { Comparison } from '../harness/comparison.ts'
import type { DatabaseServer } from '../harness/database-server.ts'

/** What the scenarios are run with. */
export interface SyncRunOptions {
  readonly server: DatabaseServer
  readonly rounds: number
  /** Users that are read first, read again, and read with 1 of 100 changed. */
  readonly users: number
  /** Users and memberships of the directory by which memory is measured. */
  readonly manyUsers: number
  readonly manyMembers: number
  readonly progress: (text: string) => void
}

export type SyncScenarioName = 'speed' | 'requests' | 'memory'

/** A measurement with limits of its own; it starts what it needs, and gives each comparison as soon as it has it. */
export interface SyncScenario {
  readonly name: SyncScenarioName
  readonly run: (run: SyncRunOptions) => AsyncIterable<Comparison>
}
