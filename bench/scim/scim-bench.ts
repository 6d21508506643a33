import { cpus, totalmem } from 'node:os'
import { type DatabaseServer, openDatabaseServer, withClient } from '../harness/database-server.ts'
import { residentMegabytes } from '../harness/process-tree.ts'
import { runLoad } from '../harness/run-load.ts'
import { makeTemporaryFolder } from '../harness/temporary-folder.ts'
import { type Cell, measureCell } from './measure-cell.ts'
import { emptyPopulation } from './population.ts'
import type { ScimReport } from './report.ts'
import type { Contender, ScimServer } from './scim-server.ts'
import { prepareCeiling, type SqlCeiling } from './sql-ceiling.ts'
import { startMuster } from './start-muster.ts'
import { startPolis } from './start-polis.ts'
import { createUser, WORKLOADS, type Workload, type WorkloadName } from './workloads.ts'

export interface ScimBenchOptions {
  readonly rounds: number
  /** The size of the directory before it is measured. */
  readonly users: number
  readonly secondsPerCell: number
  readonly secondsPerCeiling: number
  readonly workloads: readonly WorkloadName[]
  readonly servers: readonly ('muster' | 'polis')[]
  readonly databaseUrl: string | undefined
  readonly profileFolder: string | undefined
  readonly progress: (text: string) => void
}

const WARM_UP_OPERATIONS = 2000
const SEED_CONCURRENCY = 16

/** Measures the SCIM server beside its peer on one database server, in alternating rounds. */
export async function runScimBench(options: ScimBenchOptions): Promise<ScimReport> {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await openDatabaseServer(options.databaseUrl))
  options.progress(database.description)
  const contenders: Contender[] = []
  for (const server of await startServers(options, database, stack)) {
    contenders.push({ server, population: emptyPopulation(options.users) })
  }
  for (const contender of contenders) await seed(contender, options)

  const run: Run = { options, database, contenders, cells: [], ceilings: [] }
  for (const phase of phasesOf(options)) await runPhase(phase, run)
  return { setting: describeSetting(run), cells: run.cells, ceilings: run.ceilings }
}

interface Run {
  readonly options: ScimBenchOptions
  readonly database: DatabaseServer
  readonly contenders: readonly Contender[]
  readonly cells: Cell[]
  readonly ceilings: SqlCeiling[]
}

async function startServers(
  options: ScimBenchOptions,
  database: DatabaseServer,
  stack: AsyncDisposableStack,
): Promise<ScimServer[]> {
  const logFolder = stack.use(makeTemporaryFolder('logs')).path
  const servers: ScimServer[] = []
  for (const name of options.servers) {
    const databaseUrl = await database.createDatabase(name)
    const { profileFolder } = options
    const starting =
      name === 'muster' ? startMuster({ databaseUrl, logFolder, profileFolder }) : startPolis(databaseUrl, logFolder)
    servers.push(stack.use(await starting))
  }
  return servers
}

/** Fills the directory, which is the warm-up of creating. The statistics of the planner are fresh afterwards. */
async function seed({ server, population }: Contender, { users, progress }: ScimBenchOptions): Promise<void> {
  progress(`${server.name} ${server.version}: creating ${users} users`)
  const { baseUrl, token } = server
  const next = () => createUser(population)
  const load = await runLoad({ baseUrl, token, concurrency: SEED_CONCURRENCY, operations: users, next })
  if (load.errors > 0) throw new Error(`${server.name} failed ${load.errors} of ${users} creates: ${load.firstError}`)
  await withClient(server.databaseUrl, (client) => client.query('vacuum analyze'))
}

/** What runs in each round together: each read and update alone, so that it sees the seeded size; then all creates. */
function phasesOf({ workloads }: ScimBenchOptions): Workload[][] {
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

async function warmUp({ server, population }: Contender, { concurrency, next }: Workload): Promise<void> {
  const { baseUrl, token } = server
  await runLoad({ baseUrl, token, concurrency, operations: WARM_UP_OPERATIONS, next: () => next(population) })
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

function describeSetting({ options, database, contenders }: Run): string[] {
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0)
  const servers = contenders.map(({ server }) => {
    const memory = residentMegabytes(server.pid)
    return `${server.name} ${server.version}${memory ? ` (${memory.toFixed(0)} MB resident at the end)` : ''}`
  })
  return [
    `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${gigabytes} GiB, Node ${process.versions.node}`,
    database.description,
    `${servers.join(', ')}; one directory, ${options.users} users, ${options.rounds} rounds of ${options.secondsPerCell} s a cell`,
  ]
}
