import { AppError } from '../errors.ts'
import type { Event } from '../model/event.ts'
import type { Platform } from '../platform/platform.ts'
import {
  type LeasedStream,
  leaseStreams,
  lockConsumer,
  nextAvailable,
  recordProgress,
  registerConsumer,
  tellConsumer,
} from '../store/consumers.ts'
import type { Database } from '../store/database.ts'
import { readFeedBounds, readFeedRanges } from '../store/feed.ts'
import { selectStreamEvents } from '../store/read-events.ts'
import type { EventLog } from './event-log.ts'
import { createWaker } from './waker.ts'

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
   * come again later, and no other stream waits for that. They may also come again after a crash.
   */
  readonly handle: (events: readonly Event[]) => Promise<void>
  /** Events at once, at the most. Default 100. */
  readonly pageSize?: number
  /** Streams at once in this process. Default 8. */
  readonly parallel?: number
  /** How long after the n-th failure (from 1) to try again, in milliseconds. Default: doubling from 1 s to 5 min. */
  readonly retryAfter?: (attempts: number) => number
  /** Called when the consumer is so far behind that retention has removed what it has not seen. It stays where it is. */
  readonly onExpired?: (error: AppError) => void
}

// A worker that stops without a word is replaced after this; handling a page must take less.
const leaseFor = 60_000
const lookEvery = 1000
const rangesAtOnce = 1000

/**
 * Follows the log under a name: every event of every stream, in order within its stream, at least once. What each stream
 * has is leased to one worker at a time over all processes.
 */
export function startConsumer(options: ConsumerOptions): { stop(): Promise<void> } {
  const { database, platform, name } = options
  const waker = createWaker()
  const working = new Set<Promise<void>>()
  const parallel = options.parallel ?? 8
  let isStopped = false

  async function leaseMore(): Promise<void> {
    const now = platform.clock.now()
    const lease = platform.newId('lease', now)
    const until = new Date(now.getTime() + leaseFor)
    const streams = await leaseStreams(database, name, { lease, now, until, limit: parallel - working.size })
    for (const stream of streams) {
      const work = workOn(stream, options, () => isStopped)
        .catch((error: unknown) =>
          platform.log.warn({ err: error, consumer: name }, 'A consumer lost the database; it tries again'),
        )
        .finally(() => {
          working.delete(work)
          waker.wake()
        })
      working.add(work)
    }
  }

  async function look(): Promise<void> {
    await tellOfFeed(options)
    if (working.size < parallel) await leaseMore()
  }

  async function run(): Promise<void> {
    const bounds = await readFeedBounds(database)
    const position = options.startAt === 'now' ? bounds.nextPosition - 1 : bounds.oldestPosition - 1
    await registerConsumer(database, name, { position, at: platform.clock.now() })
    while (!isStopped) {
      await look()
      await waker.wait(await timeToNext(options))
    }
  }

  async function keepRunning(): Promise<void> {
    while (!isStopped) {
      await run().catch(async (error: unknown) => {
        if (error instanceof AppError && error.code === 'cursor_expired') options.onExpired?.(error)
        platform.log.warn({ err: error, consumer: name }, 'A consumer cannot go on; it tries again')
        await waker.wait(lookEvery)
      })
    }
  }

  const stopListening = options.log.onNews(waker.wake)
  const running = keepRunning()
  return {
    async stop() {
      isStopped = true
      stopListening()
      waker.wake()
      await running
      await Promise.all(working)
    },
  }
}

/** Tells the consumer's streams what the feed has new, as much as there is. */
async function tellOfFeed({ database, name, platform }: ConsumerOptions): Promise<void> {
  for (;;) {
    const told = await database.transaction(async (transaction) => {
      const position = await lockConsumer(transaction, name)
      if (position === null) return 0
      const { oldestPosition } = await readFeedBounds(transaction)
      if (position < oldestPosition - 1) throw expired(oldestPosition)
      const ranges = await readFeedRanges(transaction, position, rangesAtOnce)
      await tellConsumer(transaction, name, { ranges, at: platform.clock.now() })
      return ranges.length
    })
    if (told < rangesAtOnce) return
  }
}

/** Handles what a leased stream has, page after page, until it is done, fails, or the lease is lost. */
async function workOn(leased: LeasedStream, options: ConsumerOptions, isStopped: () => boolean): Promise<void> {
  const { database, name, platform } = options
  let doneSeq = leased.doneSeq
  const record = (progress: { availableAt: number; attempts: number; keep: boolean }) =>
    recordProgress(database, name, {
      stream: leased,
      doneSeq,
      ...progress,
      availableAt: new Date(platform.clock.now().getTime() + progress.availableAt),
    })
  while (doneSeq < leased.knownSeq && !isStopped()) {
    const page = { afterSeq: doneSeq, toSeq: leased.knownSeq, limit: options.pageSize ?? 100 }
    const events = await selectStreamEvents(database, leased, page)
    try {
      requireNext(events, doneSeq)
      await options.handle(events)
    } catch (error) {
      const attempts = leased.attempts + 1
      platform.log.debug(
        { err: error, consumer: name, stream: leased.streamId, attempts },
        'A consumer failed; it tries again',
      )
      await record({ availableAt: (options.retryAfter ?? doubling)(attempts), attempts, keep: false })
      if (error instanceof AppError && error.code === 'cursor_expired') options.onExpired?.(error)
      return
    }
    doneSeq = events.at(-1)?.seq ?? doneSeq
    if (!(await record({ availableAt: leaseFor, attempts: 0, keep: true }))) return
  }
  await record({ availableAt: 0, attempts: 0, keep: false })
}

/** Events are dense, so a next one that is not there was removed by retention. */
function requireNext(events: readonly Event[], doneSeq: number): void {
  const first = events[0]
  if (first?.seq === doneSeq + 1) return
  throw new AppError('cursor_expired', {
    oldest: first?.seq ?? doneSeq + 1,
    oldestEvent: first?.id ?? 'the next event',
  })
}

function expired(oldestPosition: number): AppError {
  return new AppError('cursor_expired', { oldest: oldestPosition, oldestEvent: `position ${oldestPosition}` })
}

async function timeToNext({ database, name, platform }: ConsumerOptions): Promise<number> {
  const next = await nextAvailable(database, name)
  if (!next) return lookEvery
  return Math.min(Math.max(next.getTime() - platform.clock.now().getTime(), 5), lookEvery)
}

function doubling(attempts: number): number {
  return Math.min(1000 * 2 ** (attempts - 1), 5 * 60_000) * (0.75 + Math.random() / 2)
}
