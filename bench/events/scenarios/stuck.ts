import { type Comparison, type Figure, grouped, sideOfFigures } from '../../harness/comparison.ts'
import { makeStreams, openLog } from '../event-streams.ts'
import { LIMITS } from '../limits.ts'
import { addEndpoint, type EventsRun, type EventsScenario } from '../scenario.ts'
import { measureDelays } from '../steady-delays.ts'

const DIRECTORIES = 200
const LIMIT_MS = 100

/** One endpoint for many directories that does not answer for one of them: how much later the others are. */
export const stuck: EventsScenario = { name: 'stuck', run: measureStuck }

async function* measureStuck({
  starter,
  receiver,
  rounds,
  secondsPerCell,
  progress,
}: EventsRun): AsyncGenerator<Comparison> {
  await using server = await starter.muster()
  const log = openLog(server.databaseUrl)
  const [victim] = await makeStreams(log, DIRECTORIES)
  await log.end()
  await receiver.reset()
  const endpoint = await addEndpoint(server, { endpoint_url: receiver.urlOf('stuck'), organization_id: null })
  const seconds = Math.ceil(secondsPerCell)
  const [extra, limit]: [Figure[], Figure[]] = [[], []]
  for (let round = 1; round <= rounds; round += 1) {
    const free = await measureDelays(server, receiver, { seconds, answered: DIRECTORIES })
    const control = { hangText: victim?.streamId ?? null }
    const held = { endpoint, control }
    const others = await measureDelays(server, receiver, { seconds, answered: DIRECTORIES - 1, held })
    extra.push({ ...others, value: Math.max(0, others.value - free.value), errors: others.errors + free.errors })
    limit.push({ value: LIMIT_MS, errors: 0, firstError: undefined })
    progress(`round ${round}: delay p99 ${others.value} ms with one directory stuck, ${free.value} ms with none`)
  }
  const show = (value: number) => `${value.toFixed(0)} ms later`
  const title = `one directory of ${grouped(DIRECTORIES)} stuck, delay p99 of the others: later by / ${LIMIT_MS} ms`
  const sides = [sideOfFigures(extra, show), sideOfFigures(limit, (value) => `${value} ms`)] as const
  yield { goal: { title, ...LIMITS.stuck }, sides }
}
