import { cpus, totalmem } from 'node:os'
import {
  type Comparison,
  type Failure,
  isMet,
  judgeComparison,
  renderComparisonErrors,
  renderJudgments,
} from '../harness/comparison.ts'
import { openDatabaseServer } from '../harness/database-server.ts'
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

/** What a run was and what it found. */
export interface EventsReport {
  readonly setting: readonly string[]
  readonly comparisons: readonly Comparison[]
  readonly failures: readonly Failure[]
}

/** Measures the delivery of events and the reading of the log. A scenario that fails spoils no other. */
export async function runEventsBench(options: EventsBenchOptions): Promise<EventsReport> {
  const { progress, scenarios } = options
  await using database = await openDatabaseServer(options.databaseUrl)
  progress(database.description)
  await using starter = openServerStarter(database, options.profileFolder)
  await using receiver = await startReceiver()
  const comparisons: Comparison[] = []
  const failures: Failure[] = []
  for (const scenario of EVENTS_SCENARIOS.filter(({ name }) => scenarios.includes(name))) {
    const started = performance.now()
    progress(`${scenario.name}:`)
    try {
      for await (const comparison of scenario.run({ ...options, starter, receiver })) comparisons.push(comparison)
    } catch (error) {
      failures.push({ scenario: scenario.name, text: error instanceof Error ? error.message : String(error) })
    }
    progress(`${scenario.name}: done in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  }
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0)
  const setting = [
    `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${gigabytes} GiB, Node ${process.versions.node}`,
    database.description,
    `${options.rounds} rounds of ${options.secondsPerCell} s a cell`,
  ]
  return { setting, comparisons, failures }
}

/** True when every goal that was measured is met, and everything arrived as it should. */
export function isGoodEventsReport({ comparisons, failures }: EventsReport): boolean {
  return failures.length === 0 && comparisons.map(judgeComparison).every(isMet)
}

/** The whole report as a text for a terminal. */
export function renderEventsReport({ setting, comparisons, failures }: EventsReport): string {
  const errors = [
    ...comparisons.flatMap(renderComparisonErrors),
    ...failures.map(({ scenario, text }) => `  ${scenario} came to no result: ${text}`),
  ]
  return [
    ...setting,
    ...renderJudgments('Events', comparisons.map(judgeComparison)),
    '',
    ...(errors.length > 0 ? ['Errors:', ...errors] : ['Errors: 0; every event arrived.']),
  ].join('\n')
}
