import { AppError } from '../errors.ts'
import type { Event } from '../model/event.ts'
import type { Platform } from '../platform/platform.ts'
import { type LeasedStream, recordProgress, renewLease } from '../store/consumers.ts'
import type { Database } from '../store/database.ts'
import { selectStreamEvents } from '../store/read-events.ts'
import { sleep } from './waker.ts'

/** What a worker needs of its consumer's options; see there. */
export type StreamWorkerOptions = {
  readonly database: Database
  readonly platform: Platform
  readonly name: string
  readonly handle: (events: readonly Event[], signal: AbortSignal) => Promise<void>
  readonly pageSize: number
  readonly leaseFor: number
  readonly retryAfter?: (attempts: number) => number
  readonly onExpired?: (error: AppError) => void
}

/** `stopped`: begin nothing more. `ended`: end what you do. */
export type StopSignals = { readonly stopped: AbortSignal; readonly ended: AbortSignal }

type Progress = {
  readonly doneSeq: number
  readonly availableIn: number
  readonly attempts: number
  readonly keep: boolean
}

/** Makes what handles a leased stream, page after page, until it is done, fails, or the lease is lost. */
export function createStreamWorker(options: StreamWorkerOptions, { stopped, ended }: StopSignals) {
  const { database, name, leaseFor, pageSize } = options
  return async (leased: LeasedStream): Promise<void> => {
    const record = (progress: Progress) => recordProgress(database, name, { stream: leased, ...progress })
    let { doneSeq, attempts } = leased
    let since: Date | null = null
    while (doneSeq < leased.knownSeq && !stopped.aborted) {
      const page = { afterSeq: doneSeq, toSeq: leased.knownSeq, limit: pageSize, since }
      const events = await selectStreamEvents(database, leased, page)
      const failure = await attempt(options, { leased, events, doneSeq, ended })
      // One that was told to end is no failure of its events.
      if (failure && ended.aborted) break
      if (failure) {
        attempts += 1
        report(options, { leased, attempts, error: failure.error })
        const availableIn = (options.retryAfter ?? doubling)(attempts)
        return void (await record({ doneSeq, availableIn, attempts, keep: false }))
      }
      attempts = 0
      doneSeq += events.length
      since = lastTime(events)
      if (!(await record({ doneSeq, availableIn: leaseFor, attempts, keep: true }))) return
    }
    await record({ doneSeq, availableIn: 0, attempts, keep: false })
  }
}

type Attempt = {
  readonly leased: LeasedStream
  readonly events: readonly Event[]
  readonly doneSeq: number
  readonly ended: AbortSignal
}

/** Handles one page while the lease is renewed; the failure if there was one. */
async function attempt(
  options: StreamWorkerOptions,
  { leased, events, doneSeq, ended }: Attempt,
): Promise<{ readonly error: unknown } | null> {
  const handled = new AbortController()
  const lost = new AbortController()
  // Whoever is told to end keeps its stream no longer than its lease.
  const over = AbortSignal.any([handled.signal, ended])
  const renewing = keepLease(options, leased, { handled: over, lost })
  try {
    requireNext(events, doneSeq)
    await options.handle(events, AbortSignal.any([lost.signal, ended]))
    return null
  } catch (error) {
    return { error }
  } finally {
    handled.abort()
    await renewing
  }
}

/** Renews a lease until the page is handled. One that another worker has, or that ran out, is lost. */
async function keepLease(
  { database, name, leaseFor }: StreamWorkerOptions,
  leased: LeasedStream,
  { handled, lost }: { handled: AbortSignal; lost: AbortController },
): Promise<void> {
  let renewedAt = performance.now()
  for (;;) {
    await sleep(leaseFor / 3, handled)
    if (handled.aborted) return
    const asked = performance.now()
    // An error of the database is not a lost lease yet: it is asked again while the lease lasts.
    const isKept = await renewLease(database, name, { stream: leased, leaseFor }).catch(() => null)
    if (isKept) renewedAt = asked
    else if (isKept === false || performance.now() - renewedAt >= leaseFor) return lost.abort()
  }
}

function report(
  { platform, name, onExpired }: StreamWorkerOptions,
  { leased, attempts, error }: { leased: LeasedStream; attempts: number; error: unknown },
): void {
  const at = { err: error, consumer: name, stream: leased.streamId, attempts }
  platform.log.debug(at, 'A consumer failed; it tries again')
  if (attempts === 1 && error instanceof AppError && error.code === 'cursor_expired') onExpired?.(error)
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

function lastTime(events: readonly Event[]): Date | null {
  return events.at(-1)?.occurredAt ?? null
}

function doubling(attempts: number): number {
  return Math.min(1000 * 2 ** (attempts - 1), 5 * 60_000) * (0.75 + Math.random() / 2)
}
