import { type Comparison, type Figure, figureOf, grouped, sideOfFigures } from '../../harness/comparison.ts'
import { withClient } from '../../harness/database-server.ts'
import type { HttpAnswer } from '../../harness/http-connection.ts'
import { significant } from '../../harness/judgment.ts'
import { type Load, runLoad } from '../../harness/run-load.ts'
import { percentile } from '../../harness/statistics.ts'
import { expectStatus, isObject } from '../../scim/check-answer.ts'
import type { MusterServer } from '../../scim/start-muster.ts'
import { appendTo, makeStreams, openLog, waitForFeed } from '../event-streams.ts'
import { LIMITS } from '../limits.ts'
import type { EventsRun, EventsScenario } from '../scenario.ts'

const PAGE = 100
const BURST = 10
/** Pages that are read in turn, near the start and near the end. */
const PAGES = 50
const WARM_UP_OPERATIONS = 200

/** Pages of the event feed at the end of a long log, against pages at its start. */
export const feed: EventsScenario = { name: 'feed', run: measureFeed }

async function* measureFeed(run: EventsRun): AsyncGenerator<Comparison> {
  await using server = await run.starter.muster()
  const events = await fillLog(server, run)
  const start = await pagesFrom(server, 1)
  const end = await pagesFrom(server, events - (PAGES + 1) * PAGE)
  for (const pages of [start, end]) await readPages(server, pages, { operations: WARM_UP_OPERATIONS })
  const [atStart, atEnd]: [Figure[], Figure[]] = [[], []]
  for (let round = 1; round <= run.rounds; round += 1) {
    atStart.push(await readPages(server, start, { seconds: run.secondsPerCell }))
    atEnd.push(await readPages(server, end, { seconds: run.secondsPerCell }))
    const [early, late] = [atStart, atEnd].map((figures) => significant(figures.at(-1)?.value ?? Number.NaN))
    run.progress(`round ${round}: page of ${PAGE} at the end ${late} ms, at the start ${early} ms`)
  }
  const show = (value: number) => `${significant(value)} ms`
  const title = `/events by ${PAGE} of ${grouped(events)} events, p50: page at the end / at the start`
  yield { goal: { title, ...LIMITS.feed }, sides: [sideOfFigures(atEnd, show), sideOfFigures(atStart, show)] }
}

/** Events over many directories, in bursts that take turns. Gives how many there are in all. */
async function fillLog(server: MusterServer, { logEvents, logDirectories, progress }: EventsRun): Promise<number> {
  const log = openLog(server.databaseUrl)
  const streams = await makeStreams(log, logDirectories)
  for (let written = 0; written < logEvents; ) {
    await appendTo(log, streams, BURST)
    written += BURST * streams.length
    await waitForFeed(log, written)
  }
  await log.query({ text: 'vacuum analyze events, feed, streams' })
  await log.query({ text: 'checkpoint' })
  const [state] = await log.query<{ next: number }>({ text: 'select next_position as next from feed_state' })
  await log.end()
  progress(`${grouped((state?.next ?? 1) - 1)} events over ${grouped(logDirectories)} directories`)
  return (state?.next ?? 1) - 1
}

type Next = Load['next']

/** Pages one behind the other, from a position of the feed on; each must be full and begin where the one before it ended. */
async function pagesFrom({ databaseUrl }: MusterServer, position: number): Promise<Next> {
  const ids = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>(idsInFeed, [position, PAGES * PAGE])
    return rows.map(({ id }) => id)
  })
  let turn = 0
  return () => {
    const page = turn++ % (PAGES - 1)
    const after = ids[page * PAGE] ?? ''
    const wanted = ids.slice(page * PAGE + 1, page * PAGE + 1 + PAGE)
    return { method: 'GET', path: `/events?limit=${PAGE}&after=${after}`, check: (answer) => checkPage(answer, wanted) }
  }
}

const idsInFeed = `select e.id from feed f
  join events e on e.organization_id = f.organization_id and e.stream_id = f.stream_id
    and e.seq between f.first_seq and f.last_seq
  where f.position >= $1 order by f.position, e.seq limit $2`

function checkPage(answer: HttpAnswer, wanted: readonly string[]): string | undefined {
  const body = expectStatus(answer, 200)
  if (typeof body === 'string') return body
  const found = (Array.isArray(body.data) ? body.data : []).map((event) => (isObject(event) ? event.id : undefined))
  const wrong = wanted.findIndex((id, index) => found[index] !== id)
  return wrong < 0 ? undefined : `event ${wrong + 1} is not ${wanted[wrong]}`
}

async function readPages(
  { apiUrl, apiKey }: MusterServer,
  next: Next,
  until: { readonly operations: number } | { readonly seconds: number },
): Promise<Figure> {
  const load = await runLoad({ baseUrl: apiUrl, token: apiKey, concurrency: 1, next, ...until })
  return figureOf(percentile(load.latencies, 0.5), load)
}
