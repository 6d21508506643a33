import type { Comparison } from '../harness/comparison.ts'
import type { DatabaseServer } from '../harness/database-server.ts'

/** What the scenarios are run with. */
export interface PeopleRunOptions {
  readonly server: DatabaseServer
  readonly rounds: number
  /** People of the large organization, and users of the first merge. */
  readonly people: number
  /** People of the small one beside it. */
  readonly few: number
  readonly rules: number
  readonly progress: (text: string) => void
}

export type PeopleScenarioName = 'merge' | 'change' | 'rules' | 'plan' | 'hostile'

/** A measurement with limits of its own; it makes what it needs, and gives each comparison as soon as it has it. */
export interface PeopleScenario {
  readonly name: PeopleScenarioName
  readonly run: (run: PeopleRunOptions) => AsyncIterable<Comparison>
}
