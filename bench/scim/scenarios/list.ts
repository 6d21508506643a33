import { type Comparison, type Figure, figureOf, grouped, sideOfFigures } from '../../harness/comparison.ts'
import { withClient } from '../../harness/database-server.ts'
import type { HttpAnswer } from '../../harness/http-connection.ts'
import { significant } from '../../harness/judgment.ts'
import { type Operation, runLoad } from '../../harness/run-load.ts'
import { percentile } from '../../harness/statistics.ts'
import { expectList } from '../check-answer.ts'
import type { Contender, ScimServer } from '../scim-server.ts'
import { LIMITS } from './limits.ts'
import type { Scenario, ScenarioRun } from './scenario.ts'

const PAGE = 100
const WARM_UP_OPERATIONS = 200

/** Pages by index: one deep in a large directory against the first of a small one. */
export const list: Scenario = { name: 'list', run: measureList }

async function* measureList(run: ScenarioRun): AsyncGenerator<Comparison> {
  const [small, large] = [await run.directories.ofSize(run.users), await run.directories.ofSize(run.manyUsers)]
  const first = await pageFrom(1, small)
  const last = await pageFrom(run.manyUsers - PAGE + 1, large)
  for (const page of [first, last]) await readPages(page, { operations: WARM_UP_OPERATIONS })
  const [ofFirst, ofLast]: [Figure[], Figure[]] = [[], []]
  for (let round = 1; round <= run.rounds; round += 1) {
    ofFirst.push(await readPages(first, { seconds: run.secondsPerCell }))
    ofLast.push(await readPages(last, { seconds: run.secondsPerCell }))
  }
  const show = (value: number) => `${significant(value)} ms`
  const [ours, theirs] = [sideOfFigures(ofLast, show), sideOfFigures(ofFirst, show)]
  run.progress(`page of ${PAGE}, p50: last ${ours.text}, first ${theirs.text}`)
  const title = `page of ${PAGE}, p50: last of ${grouped(run.manyUsers)} / first of ${grouped(run.users)}`
  yield { goal: { title, ...LIMITS.list }, sides: [ours, theirs] }
}

interface Page {
  readonly server: ScimServer
  readonly operation: Operation
}

/** A request for a page, whose answer must be these users in the order of the directory, and count all of them. */
async function pageFrom(startIndex: number, { server, population }: Contender): Promise<Page> {
  const ids = await withClient(server.databaseUrl, async (client) => {
    const text = 'select id from users order by position limit $1 offset $2'
    const { rows } = await client.query<{ id: string }>(text, [PAGE, startIndex - 1])
    return rows.map(({ id }) => id)
  })
  if (ids.length !== Math.min(PAGE, population.size))
    throw new Error(`There are no ${PAGE} users from ${startIndex} on.`)
  const hasRightUsers = expectList(ids, population.size)
  const check = (answer: HttpAnswer) => {
    const isNumbered = /"startIndex": ?(\d+)/.exec(answer.body)?.[1] === String(startIndex)
    return hasRightUsers(answer) ?? (isNumbered ? undefined : `startIndex is not ${startIndex}`)
  }
  return { server, operation: { method: 'GET', path: `/Users?startIndex=${startIndex}&count=${PAGE}`, check } }
}

async function readPages(
  { server, operation }: Page,
  until: { readonly operations: number } | { readonly seconds: number },
): Promise<Figure> {
  const { baseUrl, token } = server
  const load = await runLoad({ baseUrl, token, concurrency: 1, next: () => operation, ...until })
  return figureOf(percentile(load.latencies, 0.5), load)
}
