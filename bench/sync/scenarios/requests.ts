import { setTimeout as sleep } from 'node:timers/promises'
import { type Comparison, type Figure, figureOf, grouped, sideOfFigures } from '../../harness/comparison.ts'
import type { LoadResult, Operation } from '../../harness/run-load.ts'
import { runSteadily } from '../../harness/run-steadily.ts'
import { percentile } from '../../harness/statistics.ts'
import { emptyPopulation, type Population } from '../../scim/population.ts'
import { WORKLOADS, type WorkloadName } from '../../scim/workloads.ts'
import { LIMITS } from '../limits.ts'
import type { SyncRunOptions, SyncScenario } from '../scenario.ts'
import { type PulledDirectory, startSyncServer } from '../start-sync-server.ts'

/** An identity provider that has much to tell, and yet far from what the server can do. */
const PER_SECOND = 50
const SECONDS = 8
const WARM_UP_SECONDS = 2
const CONNECTIONS = 16
/** Users of the directory that is pushed to, made before. */
const USERS = 500
/** More than can be read while requests are measured. */
const PULLED_USERS = 200_000
const LOOK_EVERY_MS = 50

/** What an identity provider does all day: reads and updates of users, and some creates. */
const MIX: readonly WorkloadName[] = ['get', 'lookup', 'patch', 'lookup', 'put', 'get', 'create', 'lookup']

/** What requests wait for while the same server reads another directory for the first time. */
export const requests: SyncScenario = { name: 'requests', run: measureRequests }

type Round = { readonly during: Figure; readonly alone: Figure }

async function* measureRequests(run: SyncRunOptions): AsyncGenerator<Comparison> {
  const rounds: Round[] = []
  for (let round = 1; round <= run.rounds; round += 1) rounds.push(await measureRound(run, round))
  const sideOf = (of: (round: Round) => Figure) => sideOfFigures(rounds.map(of), (value) => `${value.toFixed(1)} ms`)
  yield {
    goal: { title: `SCIM p99 at ${PER_SECOND}/s: during a first sync / alone`, ...LIMITS.requests },
    sides: [sideOf(({ during }) => during), sideOf(({ alone }) => alone)],
  }
}

async function measureRound({ server: postgres, progress }: SyncRunOptions, round: number): Promise<Round> {
  await using server = await startSyncServer(await postgres.createDatabase(`requests_${round}`))
  const pushed = await server.addPushed()
  const population = emptyPopulation(USERS)
  const send = (next: () => Operation, operations: number, perSecond = PER_SECOND) =>
    runSteadily({ ...pushed, concurrency: CONNECTIONS, next, operations, perSecond })
  await send(operationsOf(population, ['create']), USERS, 4 * PER_SECOND)
  const mixed = operationsOf(population, MIX)
  await send(mixed, WARM_UP_SECONDS * PER_SECOND)
  const alone = await send(mixed, SECONDS * PER_SECOND)
  const directory = await server.addPulled(PULLED_USERS, 0)
  await untilReading(directory)
  const during = await send(mixed, SECONDS * PER_SECOND)
  const run = await directory.firstRun()
  const users = grouped(run?.counts.users_created ?? 0)
  progress(
    `round ${round}: during a first sync ${show(during)}, alone ${show(alone)}; ${users} users were read meanwhile`,
  )
  if (run?.state !== 'running') throw new Error(`The first sync was ${run?.state}, not running`)
  return { during: figureOf(p99(during), during), alone: figureOf(p99(alone), alone) }
}

function operationsOf(population: Population, names: readonly WorkloadName[]): () => Operation {
  const kinds = names.flatMap((name) => WORKLOADS.filter((one) => one.name === name))
  let turn = 0
  return () => {
    const kind = kinds[turn++ % kinds.length]
    if (!kind) throw new Error('There is no such workload')
    return kind.next(population)
  }
}

/** The first pages are slower, while PostgreSQL learns of the tables. */
async function untilReading(directory: PulledDirectory): Promise<void> {
  while (((await directory.firstRun())?.counts.users_created ?? 0) === 0) await sleep(LOOK_EVERY_MS)
}

function p99({ latencies }: LoadResult): number {
  return percentile(latencies, 0.99)
}

function show({ latencies }: LoadResult): string {
  return `p50 ${percentile(latencies, 0.5).toFixed(1)} ms, p99 ${percentile(latencies, 0.99).toFixed(1)} ms`
}
