import { textTable } from '../harness/text-table.ts'
import { GOALS, type Goal, type Judgment, judge, type Measurements, significant } from './goals.ts'

/** What a run was and what it found. */
export interface ScimReport extends Measurements {
  /** The machine, the versions and the settings, line by line. */
  readonly setting: readonly string[]
}

/** The goals with their verdicts. */
export function judgeAll(report: ScimReport): Judgment[] {
  return GOALS.map((goal) => judge(goal, report))
}

/** The whole report as a text for a terminal. */
export function renderReport(report: ScimReport): string {
  const heading = ['', 'Muster', 'beside it', 'ratio by round', 'median', 'must', 'aim', 'verdict']
  const judged = judgeAll(report).filter(({ verdict }) => verdict !== 'not measured')
  const goals = judged.length > 0 ? ['', textTable([heading, ...judged.map(renderGoal)])] : []
  return [...report.setting, ...goals, ...renderUnjudged(report, judged), ...renderErrors(report)].join('\n')
}

function renderGoal({ goal, sides, ratios, ratio, verdict }: Judgment): string[] {
  const [ours, theirs] = sides
  const byRound = ratios.map(formatRatio).join(' ')
  const limits = [formatLimit(goal.must, goal), formatLimit(goal.aim, goal)]
  return [goal.title, ours?.text ?? '', theirs?.text ?? '', byRound, formatRatio(ratio), ...limits, verdict]
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

function renderErrors({ cells }: ScimReport): string[] {
  const failed = cells.filter((cell) => cell.errors > 0)
  if (failed.length === 0) return ['', 'Errors: 0; every answer was checked.']
  const lines = failed.map(({ workload, server, round, errors, operations, firstError }) => {
    return `  ${workload} on ${server}, round ${round}: ${errors} of ${operations}; first: ${firstError}`
  })
  return ['', 'Errors:', ...lines]
}

function formatRatio(ratio: number): string {
  return ratio.toFixed(ratio >= 10 ? 1 : 2)
}

function formatLimit(limit: number, { atMost }: Goal): string {
  return `${atMost ? '≤' : '≥'} ${limit}`
}
