import { type Comparison, type Figure, figureOf, grouped, sideOfFigures } from '../../harness/comparison.ts'
import { runLoad } from '../../harness/run-load.ts'
import { emptyPopulation, type Population } from '../../scim/population.ts'
import type { MusterServer } from '../../scim/start-muster.ts'
import { createUser } from '../../scim/workloads.ts'
import { LIMITS } from '../limits.ts'
import { addEndpoint, callApi, type EventsRun, type EventsScenario } from '../scenario.ts'
import type { Receiver } from '../start-receiver.ts'

const ENDPOINTS = 20
const CONCURRENCY = 16
const WARM_UP_OPERATIONS = 1000

/** SCIM creates into a directory that many webhook endpoints follow, against one that none follows. */
export const creates: EventsScenario = { name: 'creates', run: measureCreates }

async function* measureCreates(run: EventsRun): AsyncGenerator<Comparison> {
  const { starter, receiver, rounds, secondsPerCell, progress } = run
  await using server = await starter.muster()
  await receiver.reset()
  const [followed, alone] = [await openTarget(server), await openTarget(server)]
  const { organizationId: organization_id } = followed
  const wishes = Array.from({ length: ENDPOINTS }, (_, index) => receiver.urlOf(`creates-${index}`))
  const endpoints = await Promise.all(
    wishes.map((endpoint_url) => addEndpoint(server, { endpoint_url, organization_id })),
  )
  for (const target of [followed, alone]) await create(target, { operations: WARM_UP_OPERATIONS })
  await drain(server, receiver, { endpoints, events: WARM_UP_OPERATIONS * ENDPOINTS })
  const [ofFollowed, ofAlone]: [Figure[], Figure[]] = [[], []]
  for (let round = 1; round <= rounds; round += 1) {
    await receiver.reset()
    const before = followed.population.nextUser
    ofFollowed.push(await create(followed, { seconds: secondsPerCell }))
    await drain(server, receiver, { endpoints, events: (followed.population.nextUser - before) * ENDPOINTS })
    ofAlone.push(await create(alone, { seconds: secondsPerCell }))
    const [with20, without] = [ofFollowed, ofAlone].map((figures) => figures.at(-1)?.value.toFixed(0))
    progress(`round ${round}: ${with20} creates/s with ${ENDPOINTS} endpoints, ${without}/s with none`)
  }
  const show = (value: number) => `${grouped(Math.round(value))} creates/s`
  const title = `SCIM create, c=${CONCURRENCY}: ${ENDPOINTS} webhook endpoints following / none`
  yield { goal: { title, ...LIMITS.creates }, sides: [sideOfFigures(ofFollowed, show), sideOfFigures(ofAlone, show)] }
}

interface Target {
  readonly organizationId: string
  readonly baseUrl: string
  readonly token: string
  readonly population: Population
}

async function openTarget(server: MusterServer): Promise<Target> {
  const { organizationId, path, token } = await server.addDirectory()
  return { organizationId, baseUrl: `${server.apiUrl}${path}`, token, population: emptyPopulation(0) }
}

/**
 * Waits until every event has come to every endpoint, so that nothing of it is left for the cell that follows. What is
 * still on its way when the clock stops comes in batches, for the sake of time.
 */
async function drain(
  server: MusterServer,
  receiver: Receiver,
  { endpoints, events }: { readonly endpoints: readonly string[]; readonly events: number },
): Promise<void> {
  const setBatch = (size: number) =>
    Promise.all(
      endpoints.map((id) =>
        callApi(server, { method: 'PATCH', path: `/webhook_endpoints/${id}`, body: { batch_size: size } }),
      ),
    )
  await setBatch(100)
  await receiver.waitFor(events)
  await setBatch(1)
}

async function create(
  { baseUrl, token, population }: Target,
  until: { readonly operations: number } | { readonly seconds: number },
): Promise<Figure> {
  const load = await runLoad({ baseUrl, token, concurrency: CONCURRENCY, next: () => createUser(population), ...until })
  return figureOf(load.operations / load.seconds, load)
}
