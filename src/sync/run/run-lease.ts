import { createWaker } from '../../events/waker.ts'
import type { Logger } from '../../platform/log.ts'
import type { Database } from '../../store/database.ts'
import { leaseSeconds, renewLease } from '../../store/sync-run-leases.ts'
import type { HeldRun } from '../../store/sync-runs.ts'

/**
 * Why work at a run ends before the run does: `lost` to another process, `released` because this one stops or the directory is
 * paused, or because a person asked for it.
 */
export type Interruption = 'lost' | 'released' | 'pause' | 'cancel'

/** The reason of the signal of a lease that was aborted. */
export class RunInterrupted extends Error {
  readonly how: Interruption

  constructor(how: Interruption) {
    super(`The run was interrupted: ${how}`)
    this.name = 'RunInterrupted'
    this.how = how
  }
}

/** This process's right to work at a run. */
export type RunLease = {
  /** Aborted, with a `RunInterrupted`, as soon as the work has to end. */
  readonly signal: AbortSignal
  /** Asks at once what is wanted of the run, instead of at the next renewal. */
  look(): void
  interrupt(how: Interruption): void
  stop(): Promise<void>
}

export type RunLeaseOptions = {
  readonly database: Database
  readonly log: Logger
  readonly held: HeldRun
  readonly renewEvery: number
}

// Ended a little before others may begin: what has ended must not be met by what begins.
const safety = 0.9

/** Renews the lease of a run again and again, and learns what people want of it. */
export function startRunLease({ database, log, held, renewEvery }: RunLeaseOptions): RunLease {
  const work = new AbortController()
  const stopping = new AbortController()
  const waker = createWaker()
  const interrupt = (how: Interruption) => work.abort(new RunInterrupted(how))
  const expire = () => setTimeout(() => interrupt('lost'), leaseSeconds * 1000 * safety)
  let expiry = expire()

  async function renew(): Promise<void> {
    const news = await renewLease(database, held)
    if (!news || news.directoryState === null || news.directoryState === 'deleting') return interrupt('lost')
    clearTimeout(expiry)
    expiry = expire()
    if (news.requested) interrupt(news.requested)
    else if (news.directoryState !== 'setup' && news.directoryState !== 'active') interrupt('released')
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await renew().catch((error: unknown) =>
        log.warn({ err: error, run: held.runId }, 'The lease of a sync run could not be renewed; it is tried again'),
      )
      await waker.wait(renewEvery, stopping.signal)
    }
    clearTimeout(expiry)
  }

  const running = run()
  return {
    signal: work.signal,
    look: waker.wake,
    interrupt,
    async stop() {
      stopping.abort()
      await running
    },
  }
}
