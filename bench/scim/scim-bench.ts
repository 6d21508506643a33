import type { Comparison, Failure } from '../harness/comparison.ts'
import { type DatabaseServer, openDatabaseServer } from '../harness/database-server.ts'
import { describeMachine } from '../harness/scenario-report.ts'
import { compareWithPolis, type PeerComparison, type PeerOptions } from './compare-with-polis.ts'
import { openDirectoriesBySize } from './directories-by-size.ts'
import type { ScimReport } from './report.ts'
import { bulk } from './scenarios/bulk.ts'
import { group } from './scenarios/group.ts'
import { list } from './scenarios/list.ts'
import { memory } from './scenarios/memory.ts'
import type { Scenario, ScenarioName } from './scenarios/scenario.ts'
import { size } from './scenarios/size.ts'
import { walk } from './scenarios/walk.ts'
import { openServerStarter, type ServerStarter } from './start-servers.ts'

/** In the order in which they run: memory first, because its servers must not have done anything else. */
export const SCENARIOS: readonly Scenario[] = [memory, size, list, walk, group, bulk]

export interface ScimBenchOptions extends PeerOptions {
  readonly scenarios: readonly ScenarioName[]
  /** The sizes of the large directory and of the one that is walked through. */
  readonly manyUsers: number
  readonly walkUsers: number
  /** To which a group grows one by one; by hundreds it grows to half of it. */
  readonly members: number
  readonly databaseUrl: string | undefined
  readonly profileFolder: string | undefined
}

/** Measures the SCIM server on one database server: beside its peer, then in the scenarios. */
export async function runScimBench(options: ScimBenchOptions): Promise<ScimReport> {
  await using database = await openDatabaseServer(options.databaseUrl)
  options.progress(database.description)
  await using starter = openServerStarter(database, options.profileFolder)
  const peers: PeerComparison =
    options.workloads.length > 0
      ? await compareWithPolis(options, database, starter)
      : { cells: [], ceilings: [], servers: '' }
  const results = await runScenarios(options, database, starter)
  const { cells, ceilings } = peers
  return { setting: describeSetting(options, database, peers), cells, ceilings, ...results }
}

/** Runs the chosen scenarios. One that fails spoils no other. */
async function runScenarios(options: ScimBenchOptions, database: DatabaseServer, starter: ServerStarter) {
  await using directories = openDirectoriesBySize(starter, options.progress)
  const comparisons: Comparison[] = []
  const failures: Failure[] = []
  const withPolis = options.servers.includes('polis')
  const run = { ...options, starter, directories, withPolis, databasePid: database.pid }
  for (const scenario of SCENARIOS.filter(({ name }) => options.scenarios.includes(name))) {
    const started = performance.now()
    options.progress(`${scenario.name}:`)
    try {
      for await (const comparison of scenario.run(run)) comparisons.push(comparison)
    } catch (error) {
      failures.push({ scenario: scenario.name, text: error instanceof Error ? error.message : String(error) })
    }
    options.progress(`${scenario.name}: done in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  }
  return { comparisons, failures }
}

function describeSetting(options: ScimBenchOptions, database: DatabaseServer, { servers }: PeerComparison): string[] {
  const cells = `${options.users} users, ${options.rounds} rounds of ${options.secondsPerCell} s a cell`
  return [
    describeMachine(),
    database.description,
    servers ? `${servers}; one directory, ${cells}` : `One directory, ${cells}`,
  ]
}
