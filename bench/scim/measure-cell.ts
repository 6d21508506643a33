import { setTimeout as sleep } from 'node:timers/promises'
import { cpuMilliseconds } from '../harness/process-tree.ts'
import { runLoad } from '../harness/run-load.ts'
import { percentile } from '../harness/statistics.ts'
import type { Contender } from './scim-server.ts'
import type { Workload, WorkloadName } from './workloads.ts'

/** One workload on one server in one round. */
export interface Cell {
  readonly workload: WorkloadName
  readonly server: string
  readonly round: number
  readonly operations: number
  readonly operationsPerSecond: number
  readonly p50: number
  readonly p99: number
  readonly errors: number
  readonly firstError: string | undefined
  /** Milliseconds of CPU of the server's processes for an operation. */
  readonly serverCpu: number | undefined
  /** The same of PostgreSQL, for information. */
  readonly databaseCpu: number | undefined
}

export interface CellPlan {
  readonly contender: Contender
  readonly workload: Workload
  readonly round: number
  readonly seconds: number
  readonly databasePid: number | undefined
}

// What a server does after its answers (caches, feeds) belongs to their price, and must not weigh on the other server.
const SETTLE_MS = 300

const WARM_UP_OPERATIONS = 2000

/** Runs a workload for a while without measuring it. */
export async function warmUp({ server, population }: Contender, { concurrency, next }: Workload): Promise<void> {
  const { baseUrl, token } = server
  await runLoad({ baseUrl, token, concurrency, operations: WARM_UP_OPERATIONS, next: () => next(population) })
}

/** Loads one server for some seconds. */
export async function measureCell(plan: CellPlan): Promise<Cell> {
  const { server, population } = plan.contender
  const { name, concurrency, next } = plan.workload
  const { baseUrl, token } = server
  const cpuBefore = sampleCpu(plan)
  const load = await runLoad({ baseUrl, token, concurrency, seconds: plan.seconds, next: () => next(population) })
  await sleep(SETTLE_MS)
  const cpuAfter = sampleCpu(plan)
  return {
    workload: name,
    server: server.name,
    round: plan.round,
    operations: load.operations,
    operationsPerSecond: load.operations / load.seconds,
    p50: percentile(load.latencies, 0.5),
    p99: percentile(load.latencies, 0.99),
    errors: load.errors,
    firstError: load.firstError,
    serverCpu: cpuPerOperation(cpuBefore.server, cpuAfter.server, load.operations),
    databaseCpu: cpuPerOperation(cpuBefore.database, cpuAfter.database, load.operations),
  }
}

function sampleCpu({ contender, databasePid }: CellPlan) {
  return {
    server: cpuMilliseconds(contender.server.pid),
    database: databasePid === undefined ? undefined : cpuMilliseconds(databasePid),
  }
}

function cpuPerOperation(
  before: number | undefined,
  after: number | undefined,
  operations: number,
): number | undefined {
  if (before === undefined || after === undefined || operations === 0) return undefined
  return (after - before) / operations
}
