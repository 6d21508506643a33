import type { Logger } from '../platform/log.ts'
import type { Database } from '../store/database.ts'
import type { StreamRef } from '../store/feed.ts'
import { channels, listenToChannels, parseWritten } from '../store/notifications.ts'
import { createWaker } from './waker.ts'

export type ListenerOptions = {
  readonly database: Database
  readonly log: Logger
  readonly onWritten: (streams: readonly StreamRef[]) => void
  readonly onFed: () => void
}

const reconnectAfter = 1000

/** Keeps one connection that listens to what other processes say, and connects again when it is lost. */
export function startListener({ database, log, onWritten, onFed }: ListenerOptions): { stop(): Promise<void> } {
  const waker = createWaker()
  let isStopped = false

  async function listen(): Promise<void> {
    await using connection = await database.connect()
    connection.onNotification((channel, payload) => {
      if (channel === channels.fed) onFed()
      else onWritten(parseWritten(payload))
    })
    await listenToChannels(connection)
    // What was said while nobody listened is not repeated, so readers look once by themselves.
    onFed()
    await Promise.race([connection.lost, waker.wait(2 ** 31 - 1)])
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      await listen().catch((error: unknown) => {
        if (!isStopped) log.warn({ err: error }, 'The listener lost the database; it connects again')
      })
      if (!isStopped) await waker.wait(reconnectAfter)
    }
  }

  const running = run()
  return {
    async stop() {
      isStopped = true
      waker.wake()
      await running
    },
  }
}
