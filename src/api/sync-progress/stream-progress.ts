import { setTimeout as wait } from 'node:timers/promises'
import type { JsonObject } from '../../model/json.ts'
import type { SyncRun } from '../../model/sync-run.ts'
import { toSyncRunObject } from '../../model/sync-run-object.ts'
import type { Clock } from '../../platform/clock.ts'
import { createHeartbeat } from '../event-stream/heartbeat.ts'
import type { StreamReceiver } from '../event-stream/stream-events.ts'
import { createProgressRate, type ProgressRate } from './progress-rate.ts'

export type ProgressParts = {
  /** Reads the run as it is now; null when it is gone. */
  readonly read: () => Promise<SyncRun | null>
  readonly clock: Clock
  readonly lookMs: number
  readonly heartbeatMs: number
}

const ended: ReadonlySet<SyncRun['state']> = new Set(['completed', 'waiting', 'failed', 'cancelled'])

/** Sends how far a run is, whenever that has changed, until the run has ended or the reader is gone. */
export async function streamProgress(receiver: StreamReceiver, parts: ProgressParts): Promise<void> {
  const { read, clock, lookMs, heartbeatMs } = parts
  const heartbeat = createHeartbeat(clock, heartbeatMs)
  const rate = createProgressRate()
  let sent = ''
  while (!receiver.signal.aborted) {
    const run = await read()
    if (!run) return
    const text = JSON.stringify(toProgress(run, rate, clock.now()))
    if (text !== sent && !(await receiver.send(`data: ${text}\n\n`))) return
    sent = text
    if (ended.has(run.state)) return
    if (heartbeat.isDue() && !((await receiver.isStillAllowed()) && (await receiver.send(': still here\n\n')))) return
    await wait(lookMs, undefined, { signal: receiver.signal }).catch(() => {})
  }
}

function toProgress(run: SyncRun, rate: ProgressRate, now: Date): JsonObject {
  const { id, state, phase, counts, expected } = run
  const { counts: shownCounts = {} } = toSyncRunObject(run)
  const isListing = state === 'running' && phase === 'listing'
  const perSecond = isListing ? rate.perSecond(counts.seen, now) : null
  return {
    object: 'sync_progress',
    run_id: id,
    state,
    phase,
    counts: shownCounts,
    expected,
    records_per_second: perSecond === null ? null : Math.round(perSecond * 10) / 10,
    seconds_left: perSecond && expected !== null ? Math.ceil(Math.max(0, expected - counts.seen) / perSecond) : null,
  }
}
