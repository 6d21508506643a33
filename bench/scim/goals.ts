import { type Judgment, judgeSides, type Limits, type Side, significant } from '../harness/judgment.ts'
import { median } from '../harness/statistics.ts'
import type { Cell } from './measure-cell.ts'
import type { SqlCeiling } from './sql-ceiling.ts'
import type { WorkloadName } from './workloads.ts'

/** What a run has measured, of which the goals are judged. */
export interface Measurements {
  readonly cells: readonly Cell[]
  /** One for each round. */
  readonly ceilings: readonly SqlCeiling[]
}

export interface Goal extends Limits {
  /** What is divided by what. A side is missing when its workload or server was not part of the run. */
  readonly sides: (measured: Measurements) => readonly [Side | undefined, Side | undefined]
}

/** The limits of the SCIM server: ratios, because only ratios travel from one machine to another. */
export const GOALS: readonly Goal[] = [
  { title: 'create, c=16', must: 5, aim: 8, sides: againstPolis('create') },
  {
    title: 'create, c=16 / SQL by row lock',
    must: 0.8,
    aim: 1.5,
    sides: (measured) => [rate(measured, 'create', 'Muster'), ceiling(measured)],
  },
  {
    title: 'create, c=64 / c=16',
    must: 0.9,
    aim: 1,
    sides: (measured) => [rate(measured, 'create64', 'Muster'), rate(measured, 'create', 'Muster')],
  },
  {
    title: 'create, c=1, p50',
    must: 0.5,
    aim: 0.3,
    atMost: true,
    sides: (measured) => [medianLatency(measured, 'Muster'), medianLatency(measured, 'Polis')],
  },
  { title: 'get by id', must: 2, aim: 3, sides: againstPolis('get') },
  { title: 'lookup by userName', must: 3, aim: 5, sides: againstPolis('lookup') },
  { title: 'PATCH active', must: 1.5, aim: 2.5, sides: againstPolis('patch') },
  { title: 'PUT', must: 1.5, aim: 2.5, sides: againstPolis('put') },
  {
    title: 'server CPU per create, c=16',
    must: 0.3,
    aim: 0.15,
    atMost: true,
    sides: (measured) => [cpuPerCreate(measured, 'Muster'), cpuPerCreate(measured, 'Polis')],
  },
]

/** Judges a goal by what was measured of it. */
export function judge(goal: Goal, measured: Measurements): Judgment {
  return judgeSides(goal, goal.sides(measured))
}

function againstPolis(workload: WorkloadName): Goal['sides'] {
  return (measured) => [rate(measured, workload, 'Muster'), rate(measured, workload, 'Polis')]
}

/** Operations per second, with the latencies as p50/p99. */
function rate(measured: Measurements, workload: WorkloadName, server: string): Side | undefined {
  return sideOf(
    cellsOf(measured, workload, server),
    (cell) => cell.operationsPerSecond,
    (cells) => {
      const perSecond = median(cells.map((cell) => cell.operationsPerSecond)).toFixed(0)
      const [p50, p99] = [median(cells.map((cell) => cell.p50)), median(cells.map((cell) => cell.p99))]
      return `${perSecond}/s (${significant(p50)}/${significant(p99)} ms)`
    },
  )
}

function medianLatency(measured: Measurements, server: string): Side | undefined {
  const text = (cells: readonly Cell[]) => `${significant(median(cells.map((cell) => cell.p50)))} ms`
  return sideOf(cellsOf(measured, 'create1', server), (cell) => cell.p50, text)
}

/** CPU of the server, and in parentheses that of PostgreSQL on its behalf. */
function cpuPerCreate(measured: Measurements, server: string): Side | undefined {
  const cells = cellsOf(measured, 'create', server)
  if (cells.some((cell) => cell.serverCpu === undefined)) return undefined
  return sideOf(
    cells,
    (cell) => cell.serverCpu ?? 0,
    () => {
      const own = significant(median(cells.map((cell) => cell.serverCpu ?? Number.NaN)))
      const database = median(cells.map((cell) => cell.databaseCpu ?? Number.NaN))
      return Number.isNaN(database) ? `${own} ms` : `${own} ms (+ ${significant(database)} in PostgreSQL)`
    },
  )
}

/** The best rate of any number of clients. */
function ceiling({ ceilings }: Measurements): Side | undefined {
  const [first] = ceilings
  if (!first) return undefined
  const byRound = ceilings.map(({ best }) => best)
  const byClients = Object.keys(first.byClients).map((clients) => {
    return median(ceilings.map((one) => one.byClients[Number(clients)] ?? Number.NaN)).toFixed(0)
  })
  const clients = Object.keys(first.byClients).join('/')
  const text = `${median(byRound).toFixed(0)}/s (${first.tool}, ${clients} clients: ${byClients.join('/')})`
  return { byRound, text, errors: 0 }
}

function cellsOf({ cells }: Measurements, workload: WorkloadName, server: string): Cell[] {
  return cells.filter((cell) => cell.workload === workload && cell.server === server)
}

function sideOf(
  cells: readonly Cell[],
  value: (cell: Cell) => number,
  text: (cells: readonly Cell[]) => string,
): Side | undefined {
  if (cells.length === 0) return undefined
  const errors = cells.reduce((sum, cell) => sum + cell.errors, 0)
  return { byRound: cells.map(value), text: text(cells), errors }
}
