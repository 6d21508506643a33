import { type Comparison, type Figure, figureOf, grouped, notOffered, sideOfFigures } from '../../harness/comparison.ts'
import { HttpConnection } from '../../harness/http-connection.ts'
import { runLoad } from '../../harness/run-load.ts'
import { readAbilities } from '../abilities.ts'
import { expectStatus, resourceIds } from '../check-answer.ts'
import type { Contender, ScimServer } from '../scim-server.ts'
import { WORKLOADS } from '../workloads.ts'
import { LIMITS } from './limits.ts'
import type { Scenario, ScenarioRun } from './scenario.ts'

const PAGE = 100
const WARM_UP_OPERATIONS = 2000

/** Reads a whole directory page by page, over one connection, against reading its users one by one over 16. */
export const walk: Scenario = { name: 'walk', run: measureWalk }

/** Says where the next page is: by the page before it and by how many users have been read. */
type Paging = (body: string, users: number) => string | undefined

async function* measureWalk(run: ScenarioRun): AsyncGenerator<Comparison> {
  const contender = await run.directories.ofSize(run.walkUsers)
  const { hasCursors } = await readAbilities(contender.server)
  const pagings = { index: byIndex(run.walkUsers), ...(hasCursors && { cursor: byCursor }) }
  const walks = new Map<string, Figure[]>(Object.keys(pagings).map((name) => [name, []]))
  const gets: Figure[] = []
  await readOneByOne(contender, { operations: WARM_UP_OPERATIONS })
  await walkThrough(contender, pagings.index)
  for (let round = 1; round <= run.rounds; round += 1) {
    gets.push(await readOneByOne(contender, { seconds: run.secondsPerCell }))
    for (const [name, paging] of Object.entries(pagings)) {
      const figure = await walkThrough(contender, paging)
      walks.get(name)?.push(figure)
      run.progress(
        `round ${round}: walk by ${name}, ${figure.value.toFixed(0)} users/s, get ${gets.at(-1)?.value.toFixed(0)}/s`,
      )
    }
  }
  const theirs = sideOfFigures(gets, (value) => `${value.toFixed(0)} gets/s, c=16`)
  for (const name of ['index', 'cursor']) {
    const goal = { title: `walk of ${grouped(run.walkUsers)} by ${name}, users/s / gets/s`, ...LIMITS.walk }
    const figures = walks.get(name)
    if (!figures) yield notOffered(goal, 'no paging by cursor (RFC 9865)')
    else yield { goal, sides: [sideOfFigures(figures, (value) => `${value.toFixed(0)} users/s`), theirs] }
  }
}

async function readOneByOne(
  { server, population }: Contender,
  until: { readonly operations: number } | { readonly seconds: number },
): Promise<Figure> {
  const get = WORKLOADS.find(({ name }) => name === 'get')
  if (!get) throw new Error('There is no workload "get".')
  const { baseUrl, token } = server
  const next = () => get.next(population)
  const load = await runLoad({ baseUrl, token, concurrency: get.concurrency, next, ...until })
  return figureOf(load.operations / load.seconds, load)
}

/** `startIndex` (RFC 7644 section 3.4.2.4), up to the number of users that there are. */
function byIndex(size: number): Paging {
  return (_, users) => (users < size ? `startIndex=${users + 1}` : undefined)
}

/** An empty `cursor` asks for the first page, and the last page has no `nextCursor` (RFC 9865 section 2). */
function byCursor(body: string): string | undefined {
  if (body === '') return 'cursor'
  // Not parsed, which would cost the walker more than the server takes for some pages.
  const cursor = /"nextCursor": ?("(?:[^"\\]|\\.)*")/.exec(body)?.[1]
  return cursor && `cursor=${encodeURIComponent(JSON.parse(cursor))}`
}

/** Walks first and looks at what came afterwards, so that looking costs the walk nothing. */
async function walkThrough({ server, population }: Contender, paging: Paging): Promise<Figure> {
  const pages: string[] = []
  const start = performance.now()
  const failure = await readPages(server, paging, pages)
  const seconds = (performance.now() - start) / 1000
  const total = paging === byCursor ? undefined : population.size
  const firstError = failure ?? checkPages(pages, population.ids.slice(0, population.size), total)
  return { value: population.size / seconds, errors: firstError ? 1 : 0, firstError }
}

async function readPages(server: ScimServer, paging: Paging, pages: string[]): Promise<string | undefined> {
  const connection = await HttpConnection.open(server.baseUrl, server.token)
  try {
    for (let place = paging('', 0); place; place = paging(pages.at(-1) ?? '', pages.length * PAGE)) {
      const { status, body } = await connection.send({ method: 'GET', path: `/Users?${place}&count=${PAGE}` })
      if (status !== 200) return `page ${pages.length + 1} (${place}) answered ${status}: ${body.slice(0, 300)}`
      pages.push(body)
      if (pages.length > 1_000_000 / PAGE) return 'the walk does not end'
    }
    return undefined
  } finally {
    connection.close()
  }
}

/**
 * Says what is wrong with the pages: every user must be in them once, and every page must count all users. With cursors a
 * server need not count (RFC 9865 section 2).
 */
function checkPages(pages: readonly string[], ids: readonly string[], total: number | undefined): string | undefined {
  const seen = new Set<unknown>()
  let users = 0
  for (const [turn, body] of pages.entries()) {
    const page = expectStatus({ status: 200, body }, 200)
    if (typeof page === 'string') return `page ${turn + 1}: ${page}`
    const isCounted = page.totalResults === ids.length || (page.totalResults === undefined && total === undefined)
    if (!isCounted) return `page ${turn + 1}: totalResults is not ${ids.length}`
    const found = resourceIds(page)
    users += found.length
    for (const id of found) seen.add(id)
  }
  if (users !== ids.length) return `there are ${users} users on the pages, not ${ids.length}`
  const missing = ids.find((id) => !seen.has(id))
  return missing && `user ${missing} is on no page`
}
