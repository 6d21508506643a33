import { openDatabaseServer } from '../harness/database-server.ts'
import { describeMachine, runScenarios, type ScenarioReport } from '../harness/scenario-report.ts'
import type { PeopleRunOptions, PeopleScenario, PeopleScenarioName } from './scenario.ts'
import { change } from './scenarios/change.ts'
import { hostile } from './scenarios/hostile.ts'
import { merge } from './scenarios/merge.ts'
import { plan } from './scenarios/plan.ts'
import { rules } from './scenarios/rules.ts'

/** In the order in which they run. */
export const PEOPLE_SCENARIOS: readonly PeopleScenario[] = [merge, change, rules, plan, hostile]

export interface PeopleBenchOptions extends Omit<PeopleRunOptions, 'server'> {
  readonly scenarios: readonly PeopleScenarioName[]
  readonly databaseUrl: string | undefined
}

/** Measures people and their memberships. A scenario that fails spoils no other. */
export async function runPeopleBench(options: PeopleBenchOptions): Promise<ScenarioReport> {
  const { progress, scenarios } = options
  await using server = await openDatabaseServer(options.databaseUrl)
  progress(server.description)
  const wanted = PEOPLE_SCENARIOS.filter(({ name }) => scenarios.includes(name))
  const run = { ...options, server }
  const found = await runScenarios(
    wanted.map((scenario) => ({ name: scenario.name, run: () => scenario.run(run) })),
    progress,
  )
  return { setting: [describeMachine(), server.description, `${options.rounds} rounds`], ...found }
}
