import { type Comparison, type Figure, grouped, sideOfFigures } from '../../harness/comparison.ts'
import { significant } from '../../harness/judgment.ts'
import { measureCell, warmUp } from '../measure-cell.ts'
import type { Contender } from '../scim-server.ts'
import { WORKLOADS, type Workload, type WorkloadName } from '../workloads.ts'
import { LIMITS } from './limits.ts'
import type { Scenario, ScenarioRun } from './scenario.ts'

const MEASURED: readonly WorkloadName[] = ['get', 'lookup', 'patch', 'put']
const CONCURRENCIES = [1, 16]

/** Single users in a large directory and in a small one: the latency must not know the size. */
export const size: Scenario = { name: 'size', run: measureSize }

async function* measureSize(run: ScenarioRun): AsyncGenerator<Comparison> {
  const [small, large] = [await run.directories.ofSize(run.users), await run.directories.ofSize(run.manyUsers)]
  for (const workload of WORKLOADS.filter(({ name }) => MEASURED.includes(name))) {
    for (const contender of [small, large]) await warmUp(contender, workload)
    for (const concurrency of CONCURRENCIES) {
      yield await compare({ ...workload, concurrency }, { run, small, large })
    }
  }
}

interface Sizes {
  readonly run: ScenarioRun
  readonly small: Contender
  readonly large: Contender
}

async function compare(workload: Workload, { run, small, large }: Sizes): Promise<Comparison> {
  const [ofSmall, ofLarge]: [Figure[], Figure[]] = [[], []]
  for (let round = 1; round <= run.rounds; round += 1) {
    ofSmall.push(await medianLatency(workload, { run, contender: small, round }))
    ofLarge.push(await medianLatency(workload, { run, contender: large, round }))
  }
  const { title, concurrency } = workload
  const [ours, theirs] = [sideOfFigures(ofLarge, milliseconds), sideOfFigures(ofSmall, milliseconds)]
  run.progress(
    `${title}, c=${concurrency}, p50: ${ours.text} at ${grouped(run.manyUsers)}, ${theirs.text} at ${grouped(run.users)} users`,
  )
  const comparison = `${grouped(run.manyUsers)} / ${grouped(run.users)} users`
  return {
    goal: { title: `${workload.name}, c=${concurrency}, p50: ${comparison}`, ...LIMITS.size },
    sides: [ours, theirs],
  }
}

interface Turn {
  readonly run: ScenarioRun
  readonly contender: Contender
  readonly round: number
}

async function medianLatency(workload: Workload, { run, contender, round }: Turn): Promise<Figure> {
  const { secondsPerCell: seconds, databasePid } = run
  const { p50: value, errors, firstError } = await measureCell({ contender, workload, round, seconds, databasePid })
  return { value, errors, firstError }
}

function milliseconds(value: number): string {
  return `${significant(value)} ms`
}
