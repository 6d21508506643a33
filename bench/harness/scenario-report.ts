import { cpus, totalmem } from 'node:os'
import {
  type Comparison,
  type Failure,
  isMet,
  judgeComparison,
  renderComparisonErrors,
  renderJudgments,
} from './comparison.ts'

/** What a run of scenarios was and what it found. */
export interface ScenarioReport {
  /** The machine, the versions and the settings, line by line. */
  readonly setting: readonly string[]
  readonly comparisons: readonly Comparison[]
  readonly failures: readonly Failure[]
}

/** A scenario by its name, ready to be run. */
export interface RunnableScenario {
  readonly name: string
  run(): AsyncIterable<Comparison>
}

/** Runs scenarios one after the other. One that fails spoils no other. */
export async function runScenarios(
  scenarios: readonly RunnableScenario[],
  progress: (line: string) => void,
): Promise<Pick<ScenarioReport, 'comparisons' | 'failures'>> {
  const comparisons: Comparison[] = []
  const failures: Failure[] = []
  for (const scenario of scenarios) {
    const started = performance.now()
    progress(`${scenario.name}:`)
    try {
      for await (const comparison of scenario.run()) comparisons.push(comparison)
    } catch (error) {
      failures.push({ scenario: scenario.name, text: describeError(error) })
    }
    progress(`${scenario.name}: done in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  }
  return { comparisons, failures }
}

/** The machine and its Node, in a line. */
export function describeMachine(): string {
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0)
  return `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${gigabytes} GiB, Node ${process.versions.node}`
}

/** True when every goal that was measured is met, and no scenario failed. */
export function isGoodReport({ comparisons, failures }: ScenarioReport): boolean {
  return failures.length === 0 && comparisons.map(judgeComparison).every(isMet)
}

/** The whole report as a text for a terminal; `allRight` says what it means that there is no error. */
export function renderScenarioReport(
  { setting, comparisons, failures }: ScenarioReport,
  { title, allRight }: { readonly title: string; readonly allRight: string },
): string {
  const errors = [
    ...comparisons.flatMap(renderComparisonErrors),
    ...failures.map(({ scenario, text }) => `  ${scenario} came to no result: ${text}`),
  ]
  return [
    ...setting,
    ...renderJudgments(title, comparisons.map(judgeComparison)),
    '',
    ...(errors.length > 0 ? ['Errors:', ...errors] : [`Errors: 0; ${allRight}.`]),
  ].join('\n')
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
