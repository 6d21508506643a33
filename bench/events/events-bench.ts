import { openDatabaseServer } from '../harness/database-server.ts'
import { describeMachine, runScenarios, type ScenarioReport } from '../harness/scenario-report.ts'
import { openServerStarter } from '../scim/start-servers.ts'
import type { EventsRun, EventsScenario, EventsScenarioName } from './scenario.ts'
import { creates } from './scenarios/creates.ts'
import { dead } from './scenarios/dead.ts'
import { feed } from './scenarios/feed.ts'
import { latency } from './scenarios/latency.ts'
import { rate } from './scenarios/rate.ts'
import { stuck } from './scenarios/stuck.ts'
import { startReceiver } from './start-receiver.ts'

/** In the order in which they run. */
export const EVENTS_SCENARIOS: readonly EventsScenario[] = [rate, latency, creates, stuck, dead, feed]

export interface EventsBenchOptions extends Omit<EventsRun, 'starter' | 'receiver'> {
  readonly scenarios: readonly EventsScenarioName[]
  readonly databaseUrl: string | undefined
  readonly profileFolder: string | undefined
}

/** Measures the delivery of events and the reading of the log. A scenario that fails spoils no other. */
export async function runEventsBench(options: EventsBenchOptions): Promise<ScenarioReport> {
  const { progress, scenarios } = options
  await using database = await openDatabaseServer(options.databaseUrl)
  progress(database.description)
  await using starter = openServerStarter(database, options.profileFolder)
  await using receiver = await startReceiver()
  const wanted = EVENTS_SCENARIOS.filter(({ name }) => scenarios.includes(name))
  const run = { ...options, starter, receiver }
  const found = await runScenarios(
    wanted.map((scenario) => ({ name: scenario.name, run: () => scenario.run(run) })),
    progress,
  )
  const cells = `${options.rounds} rounds of ${options.secondsPerCell} s a cell`
  return { setting: [describeMachine(), database.description, cells], ...found }
}
