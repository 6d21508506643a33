import { setTimeout as sleep } from 'node:timers/promises'
import { type Comparison, type Figure, grouped, sideOfFigures } from '../../harness/comparison.ts'
import { residentMegabytes } from '../../harness/process-tree.ts'
import { type Load, runLoad } from '../../harness/run-load.ts'
import type { Contender } from '../scim-server.ts'
import { WORKLOADS, type WorkloadName } from '../workloads.ts'
import { LIMITS } from './limits.ts'
import type { Scenario, ScenarioRun } from './scenario.ts'

const WORK: readonly WorkloadName[] = ['get', 'lookup', 'patch', 'put']
const OPERATIONS = 2000
const PAGES = 200
const SETTLE_MS = 2000

/** The memory of a server after the same work on a large directory and on a small one, each in a new process. */
export const memory: Scenario = { name: 'memory', run: measureMemory }

async function* measureMemory(run: ScenarioRun): AsyncGenerator<Comparison> {
  const small = await run.directories.freshlyStarted(run.users)
  const large = await run.directories.freshlyStarted(run.manyUsers)
  const [ofSmall, ofLarge]: [Figure[], Figure[]] = [[], []]
  for (let round = 1; round <= run.rounds; round += 1) {
    ofSmall.push(await measureAfterWork(small))
    ofLarge.push(await measureAfterWork(large))
    const [few, many] = [ofSmall, ofLarge].map((figures) => figures.at(-1)?.value.toFixed(0))
    run.progress(`round ${round}: ${many} MB at ${grouped(run.manyUsers)} users, ${few} MB at ${grouped(run.users)}`)
  }
  const show = (value: number) => `${value.toFixed(0)} MB`
  const title = `resident memory: ${grouped(run.manyUsers)} / ${grouped(run.users)} users`
  yield { goal: { title, ...LIMITS.memory }, sides: [sideOfFigures(ofLarge, show), sideOfFigures(ofSmall, show)] }
}

/** Muster's process and its children, without PostgreSQL, some seconds after reads, updates and pages. */
async function measureAfterWork(contender: Contender): Promise<Figure> {
  const { server, population } = contender
  let errors = 0
  let firstError: string | undefined
  for (const { concurrency, next } of WORKLOADS.filter(({ name }) => WORK.includes(name))) {
    count(await load(contender, { concurrency, operations: OPERATIONS, next: () => next(population) }))
  }
  count(await load(contender, { concurrency: 4, operations: PAGES, next: pagesOf(population.size) }))
  await sleep(SETTLE_MS)
  const value = residentMegabytes(server.pid)
  if (value === undefined) throw new Error('Memory can only be measured where there is /proc.')
  return { value, errors, firstError }

  function count(result: { readonly errors: number; readonly firstError: string | undefined }): void {
    errors += result.errors
    firstError ??= result.firstError
  }
}

function load({ server: { baseUrl, token } }: Contender, what: Pick<Load, 'concurrency' | 'operations' | 'next'>) {
  return runLoad({ baseUrl, token, ...what })
}

/** Pages of 100 over the whole directory, in even steps. */
function pagesOf(size: number): Load['next'] {
  let turn = 0
  return () => {
    const startIndex = 1 + Math.floor(((turn++ % PAGES) * Math.max(0, size - 100)) / (PAGES - 1))
    const check = ({ status, body }: { readonly status: number; readonly body: string }) =>
      status === 200 && body.includes(`"totalResults":${size}`) ? undefined : `not a page of ${size} users`
    return { method: 'GET', path: `/Users?startIndex=${startIndex}&count=100`, check }
  }
}
