import { openDatabaseServer } from '../harness/database-server.ts'
import { describeMachine, runScenarios, type ScenarioReport } from '../harness/scenario-report.ts'
import type { SyncRunOptions, SyncScenario, SyncScenarioName } from './scenario.ts'
import { memory } from './scenarios/memory.ts'
import { requests } from './scenarios/requests.ts'
import { speed } from './scenarios/speed.ts'

/** In the order in which they run. */
export const SYNC_SCENARIOS: readonly SyncScenario[] = [speed, requests, memory]

export interface SyncBenchOptions extends Omit<SyncRunOptions, 'server'> {
  readonly scenarios: readonly SyncScenarioName[]
  readonly databaseUrl: string | undefined
}

/** Measures the sync engine. A scenario that fails spoils no other. */
export async function runSyncBench(options: SyncBenchOptions): Promise<ScenarioReport> {
  const { progress, scenarios } = options
  await using server = await openDatabaseServer(options.databaseUrl)
  progress(server.description)
  const wanted = SYNC_SCENARIOS.filter(({ name }) => scenarios.includes(name))
  const run = { ...options, server }
  const found = await runScenarios(
    wanted.map((scenario) => ({ name: scenario.name, run: () => scenario.run(run) })),
    progress,
  )
  return { setting: [describeMachine(), server.description, `${options.rounds} rounds`], ...found }
}
