import { type Comparison, type Figure, grouped, sideOfFigures } from '../../harness/comparison.ts'
import type { MusterServer } from '../../scim/start-muster.ts'
import { type EventStream, makeStreams, openLog } from '../event-streams.ts'
import { LIMITS } from '../limits.ts'
import { addEndpoint, type EventsRun, type EventsScenario } from '../scenario.ts'
import { measureDelays } from '../steady-delays.ts'

const CREATED_AT_ONCE = 8

/** Many organizations, each with a directory and an endpoint: one endpoint that never answers, against none. */
export const dead: EventsScenario = { name: 'dead', run: measureDead }

async function* measureDead(run: EventsRun): AsyncGenerator<Comparison> {
  const { starter, receiver, rounds, directories, progress } = run
  await using server = await starter.muster()
  const endpoint = await fill(server, run)
  const seconds = Math.ceil(run.secondsPerCell * 2)
  const [withDead, without]: [Figure[], Figure[]] = [[], []]
  for (let round = 1; round <= rounds; round += 1) {
    const held = { endpoint, control: { hang: [nameOf(0)] } }
    const measureAlive = () => measureDelays(server, receiver, { seconds, answered: directories })
    const measureOne = () => measureDelays(server, receiver, { seconds, answered: directories - 1, held })
    // Which comes first takes turns: what the database has to clean up after a cell falls into the next.
    const isAliveFirst = round % 2 === 1
    const before = isAliveFirst ? await measureAlive() : await measureOne()
    const after = isAliveFirst ? await measureOne() : await measureAlive()
    const [alive, one] = isAliveFirst ? [before, after] : [after, before]
    without.push(alive)
    withDead.push(one)
    const late = Math.max(alive.lateMs, one.lateMs)
    progress(
      `round ${round}: delay p99 ${one.value} ms with one dead, ${alive.value} ms with none (writer ${late} ms late)`,
    )
  }
  const show = (value: number) => `${value.toFixed(0)} ms`
  const title = `${grouped(directories)} directories and endpoints, 1 event/s each, delay p99: one dead / none`
  yield { goal: { title, ...LIMITS.dead }, sides: [sideOfFigures(withDead, show), sideOfFigures(without, show)] }
}

/** Gives the first endpoint. */
async function fill(server: MusterServer, { directories, receiver, progress }: EventsRun): Promise<string> {
  const log = openLog(server.databaseUrl)
  const streams = await makeStreams(log, directories)
  await log.end()
  const endpoints: string[] = []
  const waiting = streams.entries()
  const add = async () => {
    for (const [index, { organizationId }] of waiting as Iterable<[number, EventStream]>) {
      const wish = { endpoint_url: receiver.urlOf(nameOf(index)), organization_id: organizationId }
      endpoints[index] = await addEndpoint(server, wish)
    }
  }
  await Promise.all(Array.from({ length: CREATED_AT_ONCE }, add))
  progress(`${grouped(directories)} directories with an endpoint each`)
  return endpoints[0] ?? ''
}

function nameOf(index: number): string {
  return `dead-${index}`
}
