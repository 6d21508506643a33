import type { Logger } from '../platform/log.ts'
import type { Database } from '../store/database.ts'
import type { StreamRef } from '../store/feed.ts'
import { channels, listenToChannels, parseWritten } from '../store/notifications.ts'
import { sleep } from './waker.ts'

export type ListenerOptions = {
  readonly database: Database
  readonly log: Logger
  readonly onWritten: (streams: readonly StreamRef[]) => void
  readonly onFed: () => void
  readonly onDestinations: () => void
  readonly onSync: () => void
  /** Called when it listens, again after each loss: what was said meanwhile is not repeated, so look at everything. */
  readonly onConnected: () => void
}

const reconnectAfter = 1000

/** Keeps one connection that listens to what other processes say, and connects again when it is lost. */
export function startListener(options: ListenerOptions): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = run(options, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function run(options: ListenerOptions, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    await listen(options, stopped).catch((error: unknown) => {
      if (!stopped.aborted) options.log.warn({ err: error }, 'The listener lost the database; it connects again')
    })
    await sleep(reconnectAfter, stopped)
  }
}

async function listen(options: ListenerOptions, stopped: AbortSignal) {
  const { database, onWritten, onFed, onDestinations, onSync, onConnected } = options
  await using connection = await database.connect()
  connection.onNotification((channel, payload) => {
    if (channel === channels.fed) onFed()
    else if (channel === channels.destinations) onDestinations()
    else if (channel === channels.sync) onSync()
    else onWritten(parseWritten(payload))
  })
  await listenToChannels(connection)
  onConnected()
  let end = () => {}
  const asked = new Promise<void>((resolve) => {
    end = resolve
  })
  stopped.addEventListener('abort', end)
  try {
    if (!stopped.aborted) await Promise.race([connection.lost, asked])
  } finally {
    stopped.removeEventListener('abort', end)
  }
}
