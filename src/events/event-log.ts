import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import type { StreamRef } from '../store/feed.ts'
import { notifyWritten } from '../store/notifications.ts'
import { startListener } from './listener.ts'
import { startRetention } from './retention.ts'
import { startSequencer } from './sequencer.ts'

/** The running log of this process: its sequencer (leading or standing by), its ear for other processes, its retention. */
export type EventLog = {
  /** To be called after each commit that appended events to a stream. */
  wrote(stream: StreamRef): void
  /** Calls `listener` whenever the feed may have grown; returns how to stop that. */
  onNews(listener: () => void): () => void
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

/** Starts the log's loops: ordering the feed, waking readers, and retention. */
export function startEventLog({ database, platform, retentionDays }: EventLogOptions): EventLog {
  const { log } = platform
  const listeners = new Set<() => void>()
  const news = () => {
    for (const listener of listeners) listener()
  }
  const sequencer = startSequencer({ database, log, onFed: news })
  const listener = startListener({
    database,
    log,
    onFed: news,
    onWritten: (streams) => {
      for (const stream of streams) sequencer.wake(stream)
    },
  })
  const announcer = createAnnouncer((streams) => notifyWritten(database, streams), log)
  const retention = startRetention({ database, platform, days: retentionDays })

  return {
    wrote(stream) {
      if (sequencer.isLeader()) sequencer.wake(stream)
      else announcer.add(stream)
    },
    onNews(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    isLeader: sequencer.isLeader,
    async stop() {
      await Promise.all([announcer.stop(), sequencer.stop(), listener.stop(), retention.stop()])
    },
  }
}

/** Collects streams for a moment and tells of them in one message. */
function createAnnouncer(announce: (streams: StreamRef[]) => Promise<void>, log: Platform['log']) {
  const streams = new Map<string, StreamRef>()
  let sending: Promise<void> | null = null

  async function send(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, notifyEvery))
    const some = [...streams.values()]
    streams.clear()
    sending = null
    await announce(some).catch((error: unknown) =>
      log.warn({ err: error }, 'A notification was not sent; polling covers it'),
    )
  }

  return {
    add(stream: StreamRef) {
      streams.set(`${stream.organizationId}/${stream.streamId}`, stream)
      sending ??= send()
    },
    async stop() {
      await sending
    },
  }
}
