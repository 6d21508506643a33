import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort, startChildServer } from '../harness/child-server.ts'
import { makeTemporaryFolder } from '../harness/temporary-folder.ts'

/** What the receiver does besides counting. */
export interface ReceiverControl {
  /** Names that never get an answer, and are not counted. */
  readonly hang: readonly string[]
  /** No call whose body has this text gets an answer. */
  readonly hangText: string | null
  /** `order`: the ids of a path must ascend. `delays`: since the event, in ms. `times`: when each call came. */
  readonly keep: 'nothing' | 'order' | 'delays' | 'times'
}

/** What the receiver got since it was told what to do. */
export interface ReceiverStats {
  readonly calls: number
  readonly events: number
  /** In milliseconds of the machine's monotonic clock. */
  readonly first: number
  readonly last: number
  readonly paths: number
  /** Calls that came before one that was sent earlier. */
  readonly disorder: number
  readonly delays: readonly number[]
  readonly times: readonly number[]
}

/** A receiver of webhooks in its own process. */
export interface Receiver extends AsyncDisposable {
  /** The address of the endpoint with this name. */
  readonly urlOf: (name: string) => string
  /** Says what to do, and forgets what came before. */
  readonly reset: (control?: Partial<ReceiverControl>) => Promise<void>
  readonly stats: () => Promise<ReceiverStats>
  /** The last body that came. */
  readonly sample: () => Promise<string>
  /** Waits until so many events came, or fails when nothing comes for some seconds. */
  readonly waitFor: (events: number) => Promise<ReceiverStats>
}

const PATIENCE_MS = 20_000
const LOOK_EVERY_MS = 50

export async function startReceiver(): Promise<Receiver> {
  const folder = makeTemporaryFolder('receiver')
  const port = await findFreePort()
  const child = await startChildServer({
    name: 'The receiver',
    command: process.execPath,
    args: [join(import.meta.dirname, 'receiver.ts'), String(port)],
    logFile: join(folder.path, 'receiver.log'),
    ready: async (output) => (output.includes('ready') ? true : undefined),
  })
  const url = `http://127.0.0.1:${port}`
  const stats = async (): Promise<ReceiverStats> => (await fetch(`${url}/stats`)).json() as Promise<ReceiverStats>
  return {
    urlOf: (name) => `${url}/hooks/${name}`,
    stats,
    sample: async () => String(await (await fetch(`${url}/sample`)).json()),
    async reset(control = {}) {
      const none: ReceiverControl = { hang: [], hangText: null, keep: 'nothing' }
      await fetch(`${url}/control`, { method: 'POST', body: JSON.stringify({ ...none, ...control }) })
    },
    waitFor: (events) => waitFor(events, stats),
    async [Symbol.asyncDispose]() {
      await child[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}

async function waitFor(events: number, stats: Receiver['stats']): Promise<ReceiverStats> {
  let [seen, since] = [-1, performance.now()]
  for (;;) {
    const now = await stats()
    if (now.events >= events) return now
    if (now.events > seen) [seen, since] = [now.events, performance.now()]
    if (performance.now() - since > PATIENCE_MS) {
      throw new Error(`The receiver got ${now.events} events of ${events}, and no more for ${PATIENCE_MS / 1000} s.`)
    }
    await sleep(LOOK_EVERY_MS)
  }
}
