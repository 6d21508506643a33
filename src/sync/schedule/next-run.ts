import { createHash } from 'node:crypto'
import { Cron } from 'croner'
import type { Schedule } from '../../model/connection.ts'
import type { SyncRunKind } from '../../model/sync-run.ts'
import type { ConnectionState } from '../../store/connection-row.ts'

const minute = 60_000
// Cron expressions are written for a time of day, and all say three o'clock: so long is their minute.
const cronJitter = 30 * minute
const shortestBackoff = 5 * minute
const longestBackoff = 6 * 60 * minute

/** What of a connection says when it is read. */
type Planned = Pick<ConnectionState, 'failures'> & {
  readonly directoryId: string
  readonly schedule: Schedule
}

/**
 * When a directory is read next after `now`; null: not by itself. Each directory has its own second within the interval, by its
 * id, so that tenants do not all start together. One that fails waits longer each time, up to 6 hours.
 */
export function nextRunAt({ directoryId, schedule, failures }: Planned, now: Date): Date | null {
  if (!schedule.is_enabled) return null
  const interval = schedule.interval_minutes * minute
  const place = placeOf(directoryId)
  const phase = Math.floor(place * interval)
  const wait = failures === 0 ? 0 : Math.max(interval, Math.min(shortestBackoff * 2 ** (failures - 1), longestBackoff))
  const earliest = now.getTime() + Math.max(wait - interval, 0)
  const byInterval = Math.floor((earliest - phase) / interval + 1) * interval + phase
  const full = failures === 0 ? nextFullAt(directoryId, schedule, now) : null
  return new Date(full === null ? byInterval : Math.min(byInterval, full.getTime()))
}

/** Whether the time for a full run has come since the last one. */
export function isFullDue(
  { directoryId, schedule, lastFullAt }: { directoryId: string; schedule: Schedule; lastFullAt: Date | null },
  now: Date,
): boolean {
  if (lastFullAt === null) return true
  const next = nextFullAt(directoryId, schedule, lastFullAt)
  return next !== null && next.getTime() <= now.getTime()
}

/** Of which kind the next run is: incremental where that is possible, until a full one is due. */
export function nextKind(
  { connection, sealedCursor, cursorGeneration, nextRunKind }: ConnectionState,
  { isIncremental, now }: { readonly isIncremental: boolean; readonly now: Date },
): SyncRunKind {
  const { generation } = connection
  const canBe = isIncremental && sealedCursor !== null && cursorGeneration === generation
  if (!canBe || nextRunKind === 'full') return 'full'
  return nextRunKind === null && isFullDue(connection, now) ? 'full' : 'incremental'
}

/** The next time of the cron expression after `after`, put off by the directory's own part of half an hour. */
function nextFullAt(directoryId: string, { full_cron }: Schedule, after: Date): Date | null {
  const jitter = Math.floor(placeOf(directoryId) * cronJitter)
  const next = parseCron(full_cron)?.nextRun(new Date(after.getTime() - jitter))
  return next ? new Date(next.getTime() + jitter) : null
}

/** Reads a cron expression of five fields in UTC; null when it is none: seconds, single dates, or days that never come are no schedule. */
export function parseCron(expression: string): Cron | null {
  if (expression.trim().split(/\s+/).length !== 5) return null
  try {
    const cron = new Cron(expression, { timezone: 'UTC', paused: true, mode: '5-part' })
    return cron.nextRun(new Date(0)) === null ? null : cron
  } catch {
    return null
  }
}

/** A directory's place among all, from 0 to 1: the same on every node. */
function placeOf(directoryId: string): number {
  return createHash('sha256').update(directoryId).digest().readUInt32BE(0) / 2 ** 32
}
