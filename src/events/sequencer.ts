import type { Logger } from '../platform/log.ts'
import type { Connection, Database, Queryable } from '../store/database.ts'
import { appendToFeed, type StreamRef } from '../store/feed.ts'
import { tryLeaderLock } from '../store/leader-lock.ts'
import { createWaker, sleep, type Waker } from './waker.ts'

/** The loop that orders the feed. One process leads at a time; the others stand by and take over when it is gone. */
export type Sequencer = {
  /** Says that a stream has new events; without a stream, that some may. Nothing for one that stands by. */
  wake(stream: StreamRef | null): void
  readonly isLeader: () => boolean
  /** True when it leads and has put everything into the feed that was written before it did. */
  readonly isCaughtUp: () => boolean
  stop(): Promise<void>
}

export type SequencerOptions = {
  readonly database: Database
  readonly log: Logger
  /** Called after each append. */
  readonly onFed: () => void
  /** Called when it leads no more, with the streams that it was woken for and did not feed: tell the next leader. */
  readonly onDeposed?: (streams: readonly StreamRef[]) => void
}

const standByEvery = 1000
// Under load, appending less often makes larger bursts and leaves the disk to the writers: a millisecond for each event.
const pauseAfterAppend = { atLeast: 3, atMost: 25 }

// All streams are looked at again and again in case a notification was lost: every second while that is cheap, and with
// very many streams less often, so that it takes a hundredth of the time, but not less often than this.
const scanEvery = { atMost: 1000, atLeast: 30_000, share: 0.01 }

/**
 * Starts a sequencer.
 *
 *   stand-by ──lock taken──► leading: scan all streams, then append what is woken ──connection lost──► stand-by
 *
 * The lock belongs to the connection on which the feed is appended, so a leader that lost it cannot append.
 */
export function startSequencer(options: SequencerOptions): Sequencer {
  const stopping = new AbortController()
  const loop: Loop = {
    waker: createWaker(),
    woken: new Map(),
    state: { isLeading: false, isCaughtUp: false, mustScan: false },
    stopped: stopping.signal,
  }
  const running = run(options, loop)
  return {
    wake(stream) {
      if (!loop.state.isLeading) return
      if (stream) loop.woken.set(`${stream.organizationId}/${stream.streamId}`, stream)
      else loop.state.mustScan = true
      loop.waker.wake()
    },
    isLeader: () => loop.state.isLeading,
    isCaughtUp: () => loop.state.isCaughtUp,
    async stop() {
      stopping.abort()
      await running
    },
  }
}

type Loop = {
  readonly waker: Waker
  /** The streams that were woken and not fed since. */
  readonly woken: Map<string, StreamRef>
  readonly state: { isLeading: boolean; isCaughtUp: boolean; mustScan: boolean }
  readonly stopped: AbortSignal
}

async function run(options: SequencerOptions, loop: Loop): Promise<void> {
  const { stopped } = loop
  while (!stopped.aborted) {
    await standBy(options, loop).catch((error: unknown) => {
      if (!stopped.aborted) options.log.warn({ err: error }, 'The sequencer lost the database; it tries again')
    })
    await sleep(standByEvery, stopped)
  }
}

async function standBy(options: SequencerOptions, loop: Loop): Promise<void> {
  const { state, stopped, woken } = loop
  await using connection = await options.database.connect()
  while (!stopped.aborted && !(await tryLeaderLock(connection))) await sleep(standByEvery, stopped)
  if (stopped.aborted) return
  state.isLeading = true
  try {
    await leadWhileConnected(connection, loop, options.onFed)
  } finally {
    state.isLeading = false
    state.isCaughtUp = false
    options.onDeposed?.([...woken.values()])
    woken.clear()
  }
}

/** Leads until it is stopped or the connection is lost, and has then ended: no second loop takes its wake-ups. */
async function leadWhileConnected(connection: Connection, loop: Loop, onFed: () => void): Promise<void> {
  const lost = new AbortController()
  connection.lost.catch(() => lost.abort())
  await lead(connection, { ...loop, stopped: AbortSignal.any([loop.stopped, lost.signal]) }, onFed)
  if (!loop.stopped.aborted) await connection.lost
}

async function lead(on: Queryable, { waker, woken, state, stopped }: Loop, onFed: () => void): Promise<void> {
  let nextScan = Number.NEGATIVE_INFINITY
  while (!stopped.aborted) {
    const started = performance.now()
    const isScan = state.mustScan || started >= nextScan
    state.mustScan = false
    const appended = isScan ? await appendAll(on, woken) : await appendWoken(on, woken)
    if (isScan) nextScan = performance.now() + timeToScan(performance.now() - started)
    state.isCaughtUp = true
    if (appended > 0) {
      onFed()
      await sleep(Math.min(Math.max(appended, pauseAfterAppend.atLeast), pauseAfterAppend.atMost), stopped)
    }
    if (woken.size === 0 && !state.mustScan) await waker.wait(Math.max(nextScan - performance.now(), 0), stopped)
  }
}

/** How long after a scan that took so many milliseconds the next one is due. */
function timeToScan(took: number): number {
  return Math.min(Math.max(took / scanEvery.share, scanEvery.atMost), scanEvery.atLeast)
}

function appendAll(on: Queryable, woken: Map<string, StreamRef>): Promise<number> {
  woken.clear()
  return appendToFeed(on, null)
}

/** Feeds what was woken. When that fails it is woken still. */
async function appendWoken(on: Queryable, woken: Map<string, StreamRef>): Promise<number> {
  const streams = [...woken]
  if (streams.length === 0) return 0
  woken.clear()
  try {
    return await appendToFeed(
      on,
      streams.map(([, stream]) => stream),
    )
  } catch (error) {
    for (const [key, stream] of streams) woken.set(key, stream)
    throw error
  }
}
