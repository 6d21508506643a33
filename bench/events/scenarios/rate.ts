import { Client } from 'undici'
import { type Comparison, type Figure, grouped, sideOfFigures } from '../../harness/comparison.ts'
import type { MusterServer } from '../../scim/start-muster.ts'
import { appendTo, makeStreams, openLog, waitForFeed } from '../event-streams.ts'
import { LIMITS } from '../limits.ts'
import { addEndpoint, callApi, type EventsRun, type EventsScenario } from '../scenario.ts'
import type { Receiver, ReceiverStats } from '../start-receiver.ts'

const BURST = 1000
const BATCH = 100

/** Webhooks of one directory, in order, against undici with one call in flight to the same receiver. */
export const rate: EventsScenario = { name: 'rate', run: measureRates }

async function* measureRates(run: EventsRun): AsyncGenerator<Comparison> {
  yield await measureRate(run, { events: run.single, batch: 1, limits: LIMITS.single })
  yield await measureRate(run, { events: run.batched, batch: BATCH, limits: LIMITS.batched })
}

interface Plan {
  readonly events: number
  readonly batch: number
  readonly limits: { readonly must: number; readonly aim: number }
}

async function measureRate(run: EventsRun, { events, batch, limits }: Plan): Promise<Comparison> {
  const { receiver, starter, rounds, progress } = run
  await using server = await starter.muster()
  const organizationId = await fillOne(server, events)
  await receiver.reset()
  const wish = { endpoint_url: receiver.urlOf('rate'), organization_id: organizationId, batch_size: batch }
  const endpoint = await addEndpoint(server, wish)
  // The first replay warms up.
  await replay(server, receiver, { endpoint, events })
  const body = await receiver.sample()
  const [ours, theirs]: [Figure[], Figure[]] = [[], []]
  for (let round = 1; round <= rounds; round += 1) {
    ours.push(await replay(server, receiver, { endpoint, events }))
    theirs.push(await callBare(receiver, { body, calls: Math.ceil(events / batch), batch }))
    const [muster, bare] = [ours, theirs].map((figures) => figures.at(-1)?.value.toFixed(0))
    progress(`round ${round}: ${muster} events/s by ${batch} a call, bare undici ${bare}/s`)
  }
  const title =
    batch === 1
      ? 'webhooks of one directory, one event a call / undici'
      : `the same in batches of ${batch} / undici by ${batch}`
  const show = (value: number) => `${grouped(Math.round(value))} events/s`
  return { goal: { title, ...limits }, sides: [sideOfFigures(ours, show), sideOfFigures(theirs, show)] }
}

/** A directory with so many events in the feed; gives its organization. */
async function fillOne(server: MusterServer, events: number): Promise<string> {
  const log = openLog(server.databaseUrl)
  const [stream] = await makeStreams(log, 1)
  if (!stream) throw new Error('There is no stream.')
  while (stream.lastSeq < events) await appendTo(log, [stream], Math.min(BURST, events - stream.lastSeq))
  await waitForFeed(log, events)
  await log.end()
  return stream.organizationId
}

/** All events of the directory once more: each must come once, in order. */
async function replay(
  server: MusterServer,
  receiver: Receiver,
  { endpoint, events }: { readonly endpoint: string; readonly events: number },
): Promise<Figure> {
  await receiver.reset({ keep: 'order' })
  await callApi(server, {
    method: 'POST',
    path: `/webhook_endpoints/${endpoint}/replay`,
    body: { since: '2020-01-01' },
  })
  const stats = await receiver.waitFor(events)
  const problems = [
    ...(stats.events === events ? [] : [`${stats.events} events came, not ${events}`]),
    ...(stats.disorder === 0 ? [] : [`${stats.disorder} calls were out of order`]),
  ]
  return { value: rateOf(stats), errors: problems.length, firstError: problems[0] }
}

async function callBare(
  receiver: Receiver,
  { body, calls, batch }: { readonly body: string; readonly calls: number; readonly batch: number },
): Promise<Figure> {
  const url = new URL(receiver.urlOf('bare'))
  const client = new Client(url.origin)
  await receiver.reset()
  for (let call = 0; call < calls; call += 1) {
    const headers = { 'content-type': 'application/json' }
    const answer = await client.request({ method: 'POST', path: url.pathname, headers, body })
    await answer.body.dump()
  }
  await client.close()
  const stats = await receiver.stats()
  const isComplete = stats.calls === calls && stats.events === calls * batch
  return { value: rateOf(stats), errors: isComplete ? 0 : 1, firstError: isComplete ? undefined : 'calls are missing' }
}

/** From the first call to the last. */
function rateOf({ events, calls, first, last }: ReceiverStats): number {
  return ((events - events / calls) * 1000) / (last - first)
}
