import {
  type Comparison,
  type Failure,
  isMet,
  judgeComparison,
  renderComparisonErrors,
  renderJudgments,
} from '../harness/comparison.ts'
import { type Judgment, significant } from '../harness/judgment.ts'
import { textTable } from '../harness/text-table.ts'
import { GOALS, judge, type Measurements } from './goals.ts'

/** What a run was and what it found. */
export interface ScimReport extends Measurements {
  /** The machine, the versions and the settings, line by line. */
  readonly setting: readonly string[]
  readonly comparisons: readonly Comparison[]
  readonly failures: readonly Failure[]
}

/** The goals with their verdicts, those beside Polis before those of the scenarios. */
export function judgeAll(report: ScimReport): Judgment[] {
  return [...GOALS.map((goal) => judge(goal, report)), ...report.comparisons.map(judgeComparison)]
}

/** True when every goal that was measured is met, and every answer was right. */
export function isGood(report: ScimReport): boolean {
  const hasErrors = report.failures.length > 0 || report.cells.some(({ errors }) => errors > 0)
  return !hasErrors && judgeAll(report).every(isMet)
}

/** The whole report as a text for a terminal. */
export function renderReport(report: ScimReport): string {
  const besidePolis = GOALS.map((goal) => judge(goal, report)).filter(({ verdict }) => verdict !== 'not measured')
  const scenarios = report.comparisons.map(judgeComparison)
  return [
    ...report.setting,
    ...renderJudgments('One directory beside its peer', besidePolis),
    ...renderJudgments('Size and scale', scenarios),
    ...renderUnjudged(report, besidePolis),
    ...renderErrors(report),
  ].join('\n')
}

/** Cells that no goal speaks of, such as those of a run with one server. */
function renderUnjudged({ cells }: ScimReport, judged: readonly Judgment[]): string[] {
  const isComplete = judged.length === GOALS.length
  if (isComplete || cells.length === 0) return []
  const rows = cells.map((cell) => [
    `${cell.workload} on ${cell.server}, round ${cell.round}`,
    cell.operationsPerSecond.toFixed(0),
    significant(cell.p50),
    significant(cell.p99),
    cell.serverCpu?.toFixed(3) ?? '',
    cell.databaseCpu?.toFixed(3) ?? '',
    String(cell.errors),
  ])
  const heading = ['', 'op/s', 'p50 ms', 'p99 ms', 'server CPU ms/op', 'database CPU ms/op', 'errors']
  return ['', textTable([heading, ...rows])]
}

function renderErrors({ cells, comparisons, failures }: ScimReport): string[] {
  const ofCells = cells.filter(({ errors }) => errors > 0)
  const lines = [
    ...ofCells.map(({ workload, server, round, errors, operations, firstError }) => {
      return `  ${workload} on ${server}, round ${round}: ${errors} of ${operations}; first: ${firstError}`
    }),
    ...comparisons.flatMap(renderComparisonErrors),
    ...failures.map(({ scenario, text }) => `  ${scenario} came to no result: ${text}`),
  ]
  return lines.length > 0 ? ['', 'Errors:', ...lines] : ['', 'Errors: 0; every answer was checked.']
}
