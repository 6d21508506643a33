import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import type { StreamRef } from '../store/feed.ts'
import { notifyWritten } from '../store/notifications.ts'
import { startListener } from './listener.ts'
import { startMaintenance } from './maintenance.ts'
import { startSequencer } from './sequencer.ts'
import { sleep } from './waker.ts'

/** The running log of this process: its sequencer (leading or standing by), its ear for other processes, its maintenance. */
export type EventLog = {
  /** To be called after each commit that appended events to a stream. */
  wrote(stream: StreamRef): void
  /** Calls `listener` whenever the feed may have grown; returns how to stop that. */
  onNews(listener: () => void): () => void
  /** Calls `listener` whenever destinations may have changed; returns how to stop that. */
  onDestinations(listener: () => void): () => void
  /** Calls `listener` whenever there may be runs of directories to work at; returns how to stop that. */
  onSync(listener: () => void): () => void
  /** True while this process orders the feed. */
  readonly isLeader: () => boolean
  stop(): Promise<void>
}

export type EventLogOptions = {
  readonly database: Database
  readonly platform: Platform
  readonly retentionDays: number
}

// One message for all commits of so many milliseconds: a NOTIFY makes committing transactions take turns.
const notifyEvery = 5
const retryAfter = 1000

/** Starts the log's loops: ordering the feed, waking readers, and maintenance. */
export function startEventLog({ database, platform, retentionDays }: EventLogOptions): EventLog {
  const { log } = platform
  const listeners = new Set<() => void>()
  const destinationListeners = new Set<() => void>()
  const syncListeners = new Set<() => void>()
  const news = () => callAll(listeners)
  const destinations = () => callAll(destinationListeners)
  const sync = () => callAll(syncListeners)
  const announcer = createAnnouncer((streams) => notifyWritten(database, streams), log)
  const sequencer = startSequencer({ database, log, onFed: news, onDeposed: announcer.add })
  const listener = startListener({
    database,
    log,
    onFed: news,
    onDestinations: destinations,
    onSync: sync,
    onConnected() {
      sequencer.wake(null)
      news()
      destinations()
      sync()
    },
    onWritten: (streams) => {
      for (const stream of streams) sequencer.wake(stream)
    },
  })
  const maintenance = startMaintenance({ database, platform, retentionDays, isCaughtUp: sequencer.isCaughtUp })

  return {
    wrote(stream) {
      if (sequencer.isLeader()) sequencer.wake(stream)
      else announcer.add([stream])
    },
    onNews(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onDestinations(listener) {
      destinationListeners.add(listener)
      return () => destinationListeners.delete(listener)
    },
    onSync(listener) {
      syncListeners.add(listener)
      return () => syncListeners.delete(listener)
    },
    isLeader: sequencer.isLeader,
    async stop() {
      await Promise.all([sequencer.stop(), listener.stop(), maintenance.stop()])
      await announcer.stop()
    },
  }
}

function callAll(listeners: ReadonlySet<() => void>): void {
  for (const listener of listeners) listener()
}

/** Collects streams for a moment and tells of them in one message. What could not be told is told with the next ones. */
function createAnnouncer(announce: (streams: StreamRef[]) => Promise<void>, log: Platform['log']) {
  const waiting = new Map<string, StreamRef>()
  const stopping = new AbortController()
  let sending: Promise<void> | null = null

  function add(streams: readonly StreamRef[]): void {
    for (const stream of streams) waiting.set(`${stream.organizationId}/${stream.streamId}`, stream)
    if (streams.length > 0) sending ??= send()
  }

  async function send(): Promise<void> {
    while (waiting.size > 0) {
      await sleep(notifyEvery, stopping.signal)
      const streams = [...waiting.values()]
      waiting.clear()
      const isTold = await announce(streams).then(
        () => true,
        (error: unknown) => log.warn({ err: error }, 'A notification was not sent; it is tried again'),
      )
      if (isTold || stopping.signal.aborted) continue
      add(streams)
      await sleep(retryAfter, stopping.signal)
    }
    sending = null
  }

  return {
    add,
    async stop() {
      stopping.abort()
      await sending
    },
  }
}
