import { type Comparison, type Figure, figureOf, grouped, notOffered, sideOfFigures } from '../../harness/comparison.ts'
import { runLoad } from '../../harness/run-load.ts'
import { readAbilities, readObject } from '../abilities.ts'
import { bulkCreate, bulkSize } from '../bulk-create.ts'
import { fillDirectory } from '../fill-directory.ts'
import { emptyPopulation } from '../population.ts'
import type { Contender } from '../scim-server.ts'
import { createUser } from '../workloads.ts'
import { LIMITS } from './limits.ts'
import type { Scenario, ScenarioRun } from './scenario.ts'

const CREATES = 1000
// A thousand take less than half a second, which is too short to be measured well.
const REPEATS = 4
const SINGLE_CONCURRENCY = 16

/** Creates in Bulk requests, one at a time, against single creates over 16 connections. */
export const bulk: Scenario = { name: 'bulk', run: measureBulk }

async function* measureBulk(run: ScenarioRun): AsyncGenerator<Comparison> {
  const title = `Bulk of ${grouped(CREATES)} creates / single creates, c=${SINGLE_CONCURRENCY}`
  const goal = { title, ...LIMITS.bulk }
  await using server = await run.starter.muster()
  const { bulk: offered } = await readAbilities(server)
  if (!offered) {
    yield notOffered(goal, 'no Bulk (RFC 7644 section 3.7)')
    return
  }

  const contender = { server, population: emptyPopulation(run.users) }
  await fillDirectory(contender, run.users, run.progress)
  const size = bulkSize(offered, CREATES)
  await createInBulk(contender, size)
  const [ofBulk, ofSingle]: [Figure[], Figure[]] = [[], []]
  for (let round = 1; round <= run.rounds; round += 1) {
    ofSingle.push(await createOneByOne(contender))
    ofBulk.push(await createInBulk(contender, size))
    const [together, alone] = [ofBulk, ofSingle].map((figures) => figures.at(-1)?.value.toFixed(0))
    run.progress(`round ${round}: Bulk of ${size} ${together} users/s, single creates ${alone}/s`)
  }
  const ours = sideOfFigures(ofBulk, (value) => `${value.toFixed(0)} users/s, ${grouped(size)} a request`)
  yield { goal, sides: [ours, sideOfFigures(ofSingle, (value) => `${value.toFixed(0)} users/s`)] }
}

async function createInBulk(contender: Contender, size: number): Promise<Figure> {
  const { server, population } = contender
  const end = population.nextUser + CREATES * REPEATS
  const next = () => bulkCreate(population, Math.min(size, end - population.nextUser))
  const operations = REPEATS * Math.ceil(CREATES / size)
  const load = await runLoad({ baseUrl: server.baseUrl, token: server.token, concurrency: 1, operations, next })
  return checkCount(contender, figureOf((CREATES * REPEATS) / load.seconds, load))
}

async function createOneByOne(contender: Contender): Promise<Figure> {
  const { server, population } = contender
  const load = await runLoad({
    baseUrl: server.baseUrl,
    token: server.token,
    concurrency: SINGLE_CONCURRENCY,
    operations: CREATES * REPEATS,
    next: () => createUser(population),
  })
  return checkCount(contender, figureOf(load.operations / load.seconds, load))
}

/** Every user that was answered for must be in the directory, once. */
async function checkCount({ server, population }: Contender, figure: Figure): Promise<Figure> {
  const { totalResults } = await readObject(server, { method: 'GET', path: '/Users?count=1' })
  const expected = population.nextUser
  if (figure.errors > 0 || totalResults === expected) return figure
  return { ...figure, errors: 1, firstError: `there are ${totalResults} users, not ${expected}` }
}
