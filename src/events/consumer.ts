import { AppError } from '../errors.ts'
import type { Event } from '../model/event.ts'
import type { Platform } from '../platform/platform.ts'
import { leaseStreams, lockConsumer, registerConsumer, tellConsumer, timeToNextStream } from '../store/consumers.ts'
import type { Database } from '../store/database.ts'
import { readFeedBounds, readFeedRanges } from '../store/feed.ts'
import type { EventLog } from './event-log.ts'
import { createStreamWorker, type StreamWorkerOptions } from './stream-worker.ts'
import { createWaker, sleep, type Waker } from './waker.ts'

export type ConsumerOptions = {
  readonly database: Database
  readonly platform: Platform
  readonly log: Pick<EventLog, 'onNews'>
  /** The consumer's name: its place in the log is kept under it, and all processes that use it share the work. */
  readonly name: string
  /** Where a new consumer begins. */
  readonly startAt: 'oldest' | 'now'
  /**
   * Handles the next events of one stream, in order; when it resolves they are done. When it rejects, the same events
   * come again later, and no other stream waits for that. They may also come again after a crash. It may take long; the
   * signal says that another worker has the stream now, or that the consumer has waited for it long enough.
   */
  readonly handle: (events: readonly Event[], signal: AbortSignal) => Promise<void>
  /** Events at once, at the most. Default 100. */
  readonly pageSize?: number
  /** Streams at once in this process. Default 8. */
  readonly parallel?: number
  /** How long after the n-th failure of an event (from 1) to try it again, in milliseconds. Default: doubling from 1 s to 5 min. */
  readonly retryAfter?: (attempts: number) => number
  /**
   * Called once when the consumer, or one stream of it, is so far behind that retention has removed what it has not
   * seen. It stays where it is.
   */
  readonly onExpired?: (error: AppError) => void
  /** After how many milliseconds a stream whose worker stopped without a word goes to another. Default 60,000. */
  readonly leaseFor?: number
  /** How long a stop lets handlers go on before their signal says so, in milliseconds. Default 10,000. */
  readonly stopWithin?: number
}

const lookEvery = 1000
const rangesAtOnce = 1000
// What a handler has to end after its signal said so.
const endGrace = 500

type Loop = {
  readonly options: ConsumerOptions & StreamWorkerOptions
  readonly parallel: number
  readonly working: Set<Promise<void>>
  /** Woken by news and by workers that have ended. */
  readonly waker: Waker
  /** Woken by workers that have ended. */
  readonly freed: Waker
  readonly stopped: AbortSignal
  /** Aborted when handlers are told to end. */
  readonly ended: AbortSignal
}

/**
 * Follows the log under a name: every event of every stream, in order within its stream, at least once. What each stream
 * has is leased to one worker at a time over all processes.
 */
export function startConsumer(options: ConsumerOptions): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const ending = new AbortController()
  const loop: Loop = {
    options: { ...options, pageSize: options.pageSize ?? 100, leaseFor: options.leaseFor ?? 60_000 },
    parallel: options.parallel ?? 8,
    working: new Set(),
    waker: createWaker(),
    freed: createWaker(),
    stopped: stopping.signal,
    ended: ending.signal,
  }
  const stopListening = options.log.onNews(loop.waker.wake)
  const running = keepRunning(loop)
  return {
    async stop() {
      stopping.abort()
      stopListening()
      const patience = setTimeout(() => ending.abort(), options.stopWithin ?? 10_000)
      await running
      // A handler that does not end even when told is left behind; its lease runs out and another worker goes on.
      await Promise.race([Promise.all(loop.working), afterGrace(ending.signal)])
      clearTimeout(patience)
    },
  }
}

/** Resolves a moment after the signal, also when that was before. */
async function afterGrace(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  await new Promise((resolve) => setTimeout(resolve, endGrace))
}

async function keepRunning({ options, ...loop }: Loop): Promise<void> {
  const { name, platform, onExpired } = options
  let isExpired = false
  const onFailure = async (error: unknown) => {
    const wasExpired = isExpired
    isExpired = error instanceof AppError && error.code === 'cursor_expired'
    if (isExpired && !wasExpired) onExpired?.(error as AppError)
    if (!isExpired || !wasExpired)
      platform.log.warn({ err: error, consumer: name }, 'A consumer cannot go on; it tries again')
    await sleep(lookEvery, loop.stopped)
  }
  const onLooked = () => {
    isExpired = false
  }
  while (!loop.stopped.aborted) await run({ options, ...loop }, onLooked).catch(onFailure)
}

async function run(loop: Loop, onLooked: () => void): Promise<void> {
  const { options, working, parallel, stopped } = loop
  const { database, name } = options
  const bounds = await readFeedBounds(database)
  await registerConsumer(database, name, (options.startAt === 'now' ? bounds.nextPosition : bounds.oldestPosition) - 1)
  while (!stopped.aborted) {
    await tellOfFeed(options)
    onLooked()
    if (working.size < parallel) await leaseMore(loop)
    // With every worker busy, news changes nothing.
    if (working.size >= parallel) await loop.freed.wait(lookEvery, stopped)
    else await loop.waker.wait(await timeToNext(options), stopped)
  }
}

async function leaseMore({ options, parallel, working, ...loop }: Loop): Promise<void> {
  const { database, platform, name, leaseFor } = options
  const lease = platform.newId('lease', platform.clock.now())
  const streams = await leaseStreams(database, name, { lease, leaseFor, limit: parallel - working.size })
  const workOn = createStreamWorker(options, loop)
  for (const stream of streams) {
    const work = workOn(stream)
      .catch((error: unknown) =>
        platform.log.warn({ err: error, consumer: name }, 'A consumer lost the database; it tries again'),
      )
      .finally(() => {
        working.delete(work)
        loop.freed.wake()
        loop.waker.wake()
      })
    working.add(work)
  }
}

/** Tells the consumer's streams what the feed has new, as much as there is. */
async function tellOfFeed({ database, name }: ConsumerOptions): Promise<void> {
  for (;;) {
    const told = await database.transaction(async (transaction) => {
      const position = await lockConsumer(transaction, name)
      if (position === null) return 0
      const ranges = await readFeedRanges(transaction, position, rangesAtOnce)
      // Read after the ranges: what retention has cut until now may be missing from them.
      const { oldestPosition } = await readFeedBounds(transaction)
      if (position < oldestPosition - 1) throw expired(oldestPosition)
      await tellConsumer(transaction, name, ranges)
      return ranges.length
    })
    if (told < rangesAtOnce) return
  }
}

function expired(oldestPosition: number): AppError {
  return new AppError('cursor_expired', { oldest: oldestPosition, oldestEvent: `position ${oldestPosition}` })
}

async function timeToNext({ database, name }: ConsumerOptions): Promise<number> {
  const next = (await timeToNextStream(database, name)) ?? lookEvery
  return Math.min(Math.max(next, 5), lookEvery)
}
