import type { Logger } from '../platform/log.ts'
import type { Database, Queryable } from '../store/database.ts'
import { appendToFeed, type StreamRef } from '../store/feed.ts'
import { tryLeaderLock } from '../store/leader-lock.ts'
import { createWaker, type Waker } from './waker.ts'

/** The loop that orders the feed. One process leads at a time; the others stand by and take over when it is gone. */
export type Sequencer = {
  /** Says that a stream has new events; without a stream, that some may. */
  wake(stream: StreamRef | null): void
  readonly isLeader: () => boolean
  stop(): Promise<void>
}

export type SequencerOptions = {
  readonly database: Database
  readonly log: Logger
  /** Called after each append. */
  readonly onFed: () => void
}

// A lost notification delays the feed by this at most; a stand-by tries as often to become the leader.
const fullScanEvery = 1000
// Under load, appending less often makes larger bursts and leaves the disk to the writers.
const pauseAfterAppend = 5

/**
 * Starts a sequencer.
 *
 *   stand-by ──lock taken──► leading: scan all streams, then append what is woken ──connection lost──► stand-by
 *
 * The lock belongs to the connection on which the feed is appended, so a leader that lost it cannot append.
 */
export function startSequencer(options: SequencerOptions): Sequencer {
  const waker = createWaker()
  const woken = new Map<string, StreamRef>()
  const state = { isStopped: false, isLeading: false }
  const running = run(options, { waker, woken, state })
  return {
    wake(stream) {
      if (stream) woken.set(`${stream.organizationId}/${stream.streamId}`, stream)
      waker.wake()
    },
    isLeader: () => state.isLeading,
    async stop() {
      state.isStopped = true
      waker.wake()
      await running
    },
  }
}

type Loop = {
  readonly waker: Waker
  /** The streams that were woken and not fed since. */
  readonly woken: Map<string, StreamRef>
  readonly state: { isStopped: boolean; isLeading: boolean }
}

async function run(options: SequencerOptions, loop: Loop): Promise<void> {
  const { waker, state } = loop
  while (!state.isStopped) {
    await standBy(options, loop).catch((error: unknown) => {
      if (!state.isStopped) options.log.warn({ err: error }, 'The sequencer lost the database; it tries again')
    })
    if (!state.isStopped) await waker.wait(fullScanEvery)
  }
}

async function standBy({ database, onFed }: SequencerOptions, loop: Loop): Promise<void> {
  const { waker, state } = loop
  await using connection = await database.connect()
  while (!state.isStopped && !(await tryLeaderLock(connection))) await waker.wait(fullScanEvery)
  state.isLeading = !state.isStopped
  try {
    if (state.isLeading) await Promise.race([lead(connection, loop, onFed), connection.lost])
  } finally {
    state.isLeading = false
  }
}

async function lead(on: Queryable, { waker, woken, state }: Loop, onFed: () => void): Promise<void> {
  let scannedAt = Number.NEGATIVE_INFINITY
  while (!state.isStopped) {
    const isScan = performance.now() - scannedAt >= fullScanEvery
    const streams = isScan ? null : [...woken.values()]
    woken.clear()
    if (isScan) scannedAt = performance.now()
    const appended = streams?.length === 0 ? 0 : await appendToFeed(on, streams)
    if (appended > 0) {
      onFed()
      await pause(pauseAfterAppend)
    }
    if (woken.size === 0) await waker.wait(fullScanEvery)
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
