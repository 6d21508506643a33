import type { DatabaseServer } from '../harness/database-server.ts'
import { residentMegabytes } from '../harness/process-tree.ts'
import { fillDirectory } from './fill-directory.ts'
import type { Measurements } from './goals.ts'
import { type Cell, measureCell, warmUp } from './measure-cell.ts'
import { emptyPopulation } from './population.ts'
import type { Contender } from './scim-server.ts'
import { prepareCeiling, type SqlCeiling } from './sql-ceiling.ts'
import type { ServerStarter } from './start-servers.ts'
import { createUser, WORKLOADS, type Workload, type WorkloadName } from './workloads.ts'

export type ServerName = 'muster' | 'polis'

export interface PeerOptions {
  readonly rounds: number
  /** The size of the directories before they are measured. */
  readonly users: number
  readonly secondsPerCell: number
  readonly secondsPerCeiling: number
  readonly workloads: readonly WorkloadName[]
  readonly servers: readonly ServerName[]
  readonly progress: (text: string) => void
}

export interface PeerComparison extends Measurements {
  /** The versions of the servers and their memory at the end. */
  readonly servers: string
}

interface Run {
  readonly options: PeerOptions
  readonly database: DatabaseServer
  readonly contenders: readonly Contender[]
  readonly cells: Cell[]
  readonly ceilings: SqlCeiling[]
}

/** Measures the workloads on each server, in alternating rounds. */
export async function compareWithPolis(
  options: PeerOptions,
  database: DatabaseServer,
  starter: ServerStarter,
): Promise<PeerComparison> {
  await using stack = new AsyncDisposableStack()
  const contenders: Contender[] = []
  for (const name of options.servers) {
    contenders.push({ server: stack.use(await starter[name]()), population: emptyPopulation(options.users) })
  }
  for (const contender of contenders) await fillDirectory(contender, options.users, options.progress)

  const run: Run = { options, database, contenders, cells: [], ceilings: [] }
  for (const phase of phasesOf(options)) await runPhase(phase, run)
  return { cells: run.cells, ceilings: run.ceilings, servers: describeServers(contenders) }
}

/** What runs in each round together: each read and update alone, so that it sees the filled size; then all creates. */
function phasesOf({ workloads }: PeerOptions): Workload[][] {
  const chosen = WORKLOADS.filter(({ name }) => workloads.includes(name))
  const creates = chosen.filter(({ next }) => next === createUser)
  const others = chosen.filter(({ next }) => next !== createUser)
  return [...others.map((workload) => [workload]), creates]
}

async function runPhase(phase: readonly Workload[], run: Run): Promise<void> {
  const { options, contenders } = run
  for (const workload of phase) {
    if (workload.next !== createUser) for (const contender of contenders) await warmUp(contender, workload)
  }
  const ceiling = phase.some(({ name }) => name === 'create') ? await prepareCeiling(run.database) : undefined
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const workload of phase) await runCells(workload, round, run)
    if (!ceiling) continue
    const measured = await ceiling.measure(options.secondsPerCeiling)
    run.ceilings.push(measured)
    options.progress(`round ${round}: SQL by row lock ${measured.best.toFixed(0)}/s`)
  }
}

async function runCells(workload: Workload, round: number, run: Run): Promise<void> {
  const { secondsPerCell: seconds, progress } = run.options
  for (const contender of run.contenders) {
    const cell = await measureCell({ contender, workload, round, seconds, databasePid: run.database.pid })
    run.cells.push(cell)
    const rate = `${cell.operationsPerSecond.toFixed(0)}/s`
    const title = `${workload.title}, c=${workload.concurrency}`
    progress(`round ${round}: ${title}, ${cell.server} ${rate}${cell.errors ? `, ${cell.errors} ERRORS` : ''}`)
  }
}

function describeServers(contenders: readonly Contender[]): string {
  const servers = contenders.map(({ server }) => {
    const memory = residentMegabytes(server.pid)
    return `${server.name} ${server.version}${memory ? ` (${memory.toFixed(0)} MB resident at the end)` : ''}`
  })
  return servers.join(', ')
}
