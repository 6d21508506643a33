import { setTimeout as sleep } from 'node:timers/promises'
import { type Comparison, type Figure, sideOfFigures } from '../../harness/comparison.ts'
import { HttpConnection } from '../../harness/http-connection.ts'
import { significant } from '../../harness/judgment.ts'
import { percentile } from '../../harness/statistics.ts'
import { emptyPopulation, type Population } from '../../scim/population.ts'
import type { MusterServer } from '../../scim/start-muster.ts'
import { createUser } from '../../scim/workloads.ts'
import { LIMITS } from '../limits.ts'
import { addEndpoint, type EventsRun, type EventsScenario } from '../scenario.ts'
import type { Receiver } from '../start-receiver.ts'

// Long enough for what a request leaves behind, so that none meets the delivery of the one before it.
const PAUSE_MS = 15
const WARM_UP = 100

/** From a SCIM request sent to its webhook received, against the request alone. */
export const latency: EventsScenario = { name: 'latency', run: measureLatency }

async function* measureLatency({
  starter,
  receiver,
  rounds,
  secondsPerCell,
  progress,
}: EventsRun): AsyncGenerator<Comparison> {
  await using server = await starter.muster()
  const followed = await openTarget(server)
  const alone = await openTarget(server)
  await receiver.reset()
  const organization_id = followed.organizationId
  await addEndpoint(server, { endpoint_url: receiver.urlOf('latency'), organization_id })
  const requests = Math.ceil((secondsPerCell * 1000) / (PAUSE_MS + 5))
  for (const target of [followed, alone]) await sendPaced(target, WARM_UP)
  await receiver.waitFor(WARM_UP)
  const [toWebhook, toAnswer]: [Figure[], Figure[]] = [[], []]
  for (let round = 1; round <= rounds; round += 1) {
    toWebhook.push(await measureWebhooks(followed, receiver, requests))
    toAnswer.push(medianOf((await sendPaced(alone, requests)).map(({ sent, answered }) => answered - sent)))
    const [webhook, request] = [toWebhook, toAnswer].map((figures) => significant(figures.at(-1)?.value ?? Number.NaN))
    progress(`round ${round}: webhook after ${webhook} ms, SCIM request alone ${request} ms`)
  }
  for (const { connection } of [followed, alone]) connection.close()
  const show = (value: number) => `${significant(value)} ms`
  const title = 'SCIM create sent to webhook received / create alone, c=1, p50'
  yield { goal: { title, ...LIMITS.latency }, sides: [sideOfFigures(toWebhook, show), sideOfFigures(toAnswer, show)] }
}

interface Target {
  readonly organizationId: string
  readonly connection: HttpConnection
  readonly population: Population
}

async function openTarget(server: MusterServer): Promise<Target> {
  const { organizationId, path, token } = await server.addDirectory()
  const connection = await HttpConnection.open(`${server.apiUrl}${path}`, token)
  return { organizationId, connection, population: emptyPopulation(0) }
}

interface Sent {
  /** In milliseconds of the machine's monotonic clock, which the receiver has too. */
  readonly sent: number
  readonly answered: number
}

async function sendPaced({ connection, population }: Target, requests: number): Promise<Sent[]> {
  const all: Sent[] = []
  while (all.length < requests) {
    const operation = createUser(population)
    const sent = monotonic()
    const answer = await connection.send(operation)
    all.push({ sent, answered: monotonic() })
    const wrong = operation.check(answer)
    if (wrong) throw new Error(`a create failed: ${wrong}`)
    await sleep(PAUSE_MS)
  }
  return all
}

async function measureWebhooks(target: Target, receiver: Receiver, requests: number): Promise<Figure> {
  await receiver.reset({ keep: 'times' })
  const sent = await sendPaced(target, requests)
  const { times, events } = await receiver.waitFor(requests)
  const figure = medianOf(sent.map((one, index) => (times[index] ?? Number.NaN) - one.sent))
  return events === requests ? figure : { ...figure, errors: 1, firstError: `${events} events came, not ${requests}` }
}

function medianOf(values: readonly number[]): Figure {
  return { value: percentile(values, 0.5), errors: 0, firstError: undefined }
}

function monotonic(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
