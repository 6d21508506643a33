import { createWaker } from '../events/waker.ts'
import { claimRuns } from '../store/sync-run-leases.ts'
import { createBackgroundWork } from './background-work.ts'
import { type ClaimedWork, heldRun } from './run/claimed-work.ts'
import { type RunLease, startRunLease } from './run/run-lease.ts'
import { workRun } from './run/work-run.ts'
import { beginDueRuns } from './schedule/begin-due-runs.ts'
import { probeSource } from './schedule/probe-source.ts'
import { renewSubscriptions } from './schedule/renew-subscriptions.ts'
import type { Sync, SyncOptions, SyncPace } from './sync.ts'

const usualPace: SyncPace = {
  runsAtOnce: 4,
  lookEvery: 2_000,
  renewEvery: 4_000,
  pageRetries: [1_000, 5_000, 20_000],
  removalsAtOnce: 250,
}

/**
 * Starts to read directories: this process takes runs as they become due, some at a time, and renews its lease on each while it works.
 * Any number of processes may do so on one database.
 */
export function startSync(given: SyncOptions): Sync {
  const options = { ...given, pace: { ...usualPace, ...given.pace } }
  const waker = createWaker()
  const stopping = new AbortController()
  const leases = new Map<string, RunLease>()
  const working = createBackgroundWork(options.platform.log)

  function begin(work: ClaimedWork): void {
    const { database, platform, pace } = options
    const held = heldRun(work.claimed)
    const lease = startRunLease({ database, log: platform.log, held, renewEvery: pace.renewEvery })
    leases.set(held.runId, lease)
    if (stopping.signal.aborted) lease.interrupt('released')
    track(
      workRun(work, lease)
        .finally(() => lease.stop())
        .finally(() => leases.delete(held.runId)),
    )
  }

  /** Whatever ends makes room, and may have made something due. */
  function track(work: Promise<void>): void {
    working.add(work.finally(waker.wake))
  }

  async function look(): Promise<void> {
    const { database, nodeId, platform, pace } = options
    const { probes, hasMore } = await beginDueRuns(options)
    for (const state of probes) track(probeSource(options, state, stopping.signal))
    const limit = pace.runsAtOnce - leases.size
    const claimed = limit > 0 ? await claimRuns(database, { nodeId, limit, at: platform.clock.now() }) : []
    for (const one of claimed) begin({ options, claimed: one })
    if (hasMore) waker.wake()
    // Beside everything else: a source that does not answer keeps no directory waiting.
    working.addOnce('subscriptions', () => renewSubscriptions(options, stopping.signal))
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await look().catch((error: unknown) =>
        options.platform.log.warn({ err: error }, 'The directories cannot be looked at; it is tried again'),
      )
      await waker.wait(options.pace.lookEvery, stopping.signal)
    }
  }

  function wake(): void {
    for (const lease of leases.values()) lease.look()
    waker.wake()
  }

  const running = run()
  const stopListening = options.eventLog.onSync(wake)
  return {
    wake,
    async stop() {
      stopListening()
      stopping.abort()
      for (const lease of leases.values()) lease.interrupt('released')
      await running
      await working.ended()
    },
  }
}
