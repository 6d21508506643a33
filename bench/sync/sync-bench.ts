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

/** What a run was and what it found. */
export interface SyncReport {
  readonly setting: readonly string[]
  readonly comparisons: readonly Comparison[]
  readonly failures: readonly Failure[]
}

/** Measures the sync engine. A scenario that fails spoils no other. */
export async function runSyncBench(options: SyncBenchOptions): Promise<SyncReport> {
  const { progress, scenarios } = options
  await using server = await openDatabaseServer(options.databaseUrl)
  progress(server.description)
  const comparisons: Comparison[] = []
  const failures: Failure[] = []
  for (const scenario of SYNC_SCENARIOS.filter(({ name }) => scenarios.includes(name))) {
    progress(`${scenario.name}:`)
    try {
      for await (const comparison of scenario.run({ ...options, server })) comparisons.push(comparison)
    } catch (error) {
      failures.push({ scenario: scenario.name, text: error instanceof Error ? error.message : String(error) })
    }
  }
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0)
  const setting = [
    `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${gigabytes} GiB, Node ${process.versions.node}`,
    server.description,
    `${options.rounds} rounds`,
  ]
  return { setting, comparisons, failures }
}

/** True when every goal that was measured is met. */
export function isGoodSyncReport({ comparisons, failures }: SyncReport): boolean {
  return failures.length === 0 && comparisons.map(judgeComparison).every(isMet)
}

/** The whole report as a text for a terminal. */
export function renderSyncReport({ setting, comparisons, failures }: SyncReport): string {
  const errors = [
    ...comparisons.flatMap(renderComparisonErrors),
    ...failures.map(({ scenario, text }) => `  ${scenario} came to no result: ${text}`),
  ]
  return [
    ...setting,
    ...renderJudgments('Sync', comparisons.map(judgeComparison)),
    '',
    ...(errors.length > 0 ? ['Errors:', ...errors] : ['Errors: 0; every count was right.']),
  ].join('\n')
}
