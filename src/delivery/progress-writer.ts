import { sleep } from '../events/waker.ts'
import type { DeliveryAttempt } from '../model/destination.ts'
import type { Logger } from '../platform/log.ts'
import type { Database, Queryable } from '../store/database.ts'
import { insertAttempts } from '../store/delivery-attempts.ts'
import { fenceDestinations, storeDestinationProgress, storeStreamPlaces } from '../store/delivery-progress.ts'
import type { DestinationState, StreamState } from './destination-state.ts'
import { type ProgressSnapshot, snapshotOf } from './progress-snapshot.ts'
import { createWriteCount } from './write-count.ts'

/** Writes down how far the deliveries are, without holding them up. */
export type ProgressWriter = {
  /** The stream's place has changed, or how its destination fares. */
  touch(state: DestinationState, stream: StreamState): void
  record(attempt: DeliveryAttempt): void
  /** Moves the positions of destinations to where they were told of the feed. */
  movePositions(states: readonly DestinationState[]): void
  /** True while so much is not written that no call should begin. */
  isFull(): boolean
  /** Waits until all that was said before is written. */
  flush(): Promise<void>
  stop(): Promise<void>
}

export type ProgressWriterOptions = {
  readonly database: Database
  readonly log: Logger
  readonly nodeId: string
  /** How long to gather between two writes, in milliseconds. */
  readonly gatherFor: () => number
  /** Up to where in the feed a destination was told. */
  readonly toldOf: (state: DestinationState) => number
  /** Called before attempts are written: makes the tables for them. */
  readonly ensureDays: (attempts: readonly DeliveryAttempt[]) => Promise<void>
  /** Called with destinations that are not this process's any more, or were changed. */
  readonly onLost: (states: readonly DestinationState[]) => void
  readonly onWritten: () => void
}

const maxAttempts = 10_000
const retryAfter = 500

/** Group commit: one transaction at a time has all that has happened since the one before. */
export function createProgressWriter(options: ProgressWriterOptions): ProgressWriter {
  const { log, gatherFor, toldOf, onLost, onWritten } = options
  const touched = new Set<DestinationState>()
  const moving = new Set<DestinationState>()
  const stopping = new AbortController()
  const writes = createWriteCount()
  let attempts: DeliveryAttempt[] = []
  let running: Promise<void> | null = null
  const hasMore = () => touched.size + moving.size + attempts.length > 0

  async function run(): Promise<void> {
    // What one turn of the event loop brings goes out together.
    await null
    while (hasMore()) {
      const isWritten = await writeOnce()
      writes.tell()
      if (!isWritten && stopping.signal.aborted) break
      await sleep(isWritten ? gatherFor() : retryAfter, stopping.signal)
    }
    running = null
    writes.tell()
  }

  async function writeOnce(): Promise<boolean> {
    writes.begin()
    const snapshot = snapshotOf({ touched, moving, attempts, toldOf })
    attempts = []
    touched.clear()
    moving.clear()
    try {
      const kept = await write(options, snapshot)
      onLost(snapshot.states.filter(({ destination }) => !kept.has(destination.id)))
      snapshot.confirm(kept)
      writes.succeed()
      onWritten()
      return true
    } catch (error) {
      log.warn({ err: error }, 'The progress of deliveries could not be written; it is tried again')
      snapshot.undo({ touched, moving })
      attempts = [...snapshot.attempts, ...attempts].slice(-maxAttempts)
      return false
    }
  }

  function start(): void {
    running ??= run()
  }

  return {
    touch(state, stream) {
      state.dirty.add(stream)
      touched.add(state)
      start()
    },
    record(attempt) {
      attempts.push(attempt)
      start()
    },
    movePositions(states) {
      for (const state of states) moving.add(state)
      if (states.length > 0) start()
    },
    isFull: () => attempts.length >= maxAttempts,
    flush: () => writes.next(() => !running || stopping.signal.aborted),
    async stop() {
      stopping.abort()
      start()
      await running
    },
  }
}

/** Writes a snapshot; the ids of the destinations that are still this node's. Attempts are facts, whoever has the destination. */
async function write({ database, nodeId, ensureDays }: ProgressWriterOptions, snapshot: ProgressSnapshot) {
  const { states, rows, progress, attempts } = snapshot
  if (attempts.length > 0) await ensureDays(attempts)
  return database.transaction(async (transaction) => {
    const [kept] = await Promise.all([
      fence(transaction, nodeId, states),
      attempts.length > 0 ? insertAttempts(transaction, attempts) : null,
    ])
    const ours = rows.filter(({ destinationId }) => kept.has(destinationId))
    const moved = progress.filter(({ id }) => kept.has(id))
    await Promise.all([
      ours.length > 0 ? storeStreamPlaces(transaction, ours) : null,
      moved.length > 0 ? storeDestinationProgress(transaction, moved) : null,
    ])
    return kept
  })
}

async function fence(on: Queryable, nodeId: string, states: readonly DestinationState[]) {
  if (states.length === 0) return new Set<string>()
  return fenceDestinations(
    on,
    nodeId,
    states.map(({ destination: { id, generation } }) => ({ id, generation })),
  )
}
