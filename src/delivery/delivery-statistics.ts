import type { Destination } from '../model/destination.ts'
import { latencyStep } from '../store/count-activity.ts'
import type { Queryable } from '../store/database.ts'
import { type CountedCalls, readCountedCalls } from '../store/delivery-hours.ts'
import { countUnseenEvents } from '../store/replayed-events.ts'
import { readWaitingEvents } from '../store/waiting-events.ts'

/** The calls of an hour by their ends, and how long half of them, and 95 of a hundred, took at most; null without calls. */
export type HourOfCalls = {
  readonly hour: Date
  readonly delivered: number
  readonly failed: number
  readonly medianMs: number | null
  readonly p95Ms: number | null
}

/** How a destination fared in the last 24 hours, and what waits for it now. */
export type DeliveryStatistics = Omit<HourOfCalls, 'hour'> & {
  /** The hours in their order, those without calls too; the last one is under way. */
  readonly hours: readonly HourOfCalls[]
  readonly waitingEvents: number
  readonly waitingDirectories: number
  readonly oldestWaitingAt: Date | null
}

const hourMs = 60 * 60 * 1000
const shownHours = 24

/** The statistics of some destinations by their ids, from what was counted as calls ended: no call is read. */
export async function readDeliveryStatistics(
  on: Queryable,
  destinations: readonly Destination[],
  now: Date,
): Promise<ReadonlyMap<string, DeliveryStatistics>> {
  const ids = destinations.map(({ id }) => id)
  const last = Math.floor(now.getTime() / hourMs) * hourMs
  const hours = Array.from({ length: shownHours }, (_, index) => last - (shownHours - 1 - index) * hourMs)
  const since = new Date(hours[0] ?? last)
  const [counted, waiting, unseen] = await Promise.all([
    readCountedCalls(on, ids, since),
    readWaitingEvents(on, ids),
    readUnseen(on, destinations),
  ])
  const waits = new Map(waiting.map((each) => [each.destinationId, each]))
  const callsOf = Map.groupBy(counted, ({ destinationId }) => destinationId)
  return new Map(
    ids.map((id) => {
      const calls = callsOf.get(id) ?? []
      const byHour = Map.groupBy(calls, ({ hour }) => hour.getTime())
      const statistics = {
        ...summarize(calls),
        hours: hours.map((hour) => ({ hour: new Date(hour), ...summarize(byHour.get(hour) ?? []) })),
        waitingEvents: (waits.get(id)?.events ?? 0) + (unseen.get(id) ?? 0),
        waitingDirectories: waits.get(id)?.directories ?? 0,
        oldestWaitingAt: waits.get(id)?.oldestAt ?? null,
      }
      return [id, statistics]
    }),
  )
}

/** What has come for those that nothing is sent to: nobody looks at the feed for them. */
async function readUnseen(on: Queryable, destinations: readonly Destination[]): Promise<ReadonlyMap<string, number>> {
  const still = destinations.filter(({ isEnabled, pausedAt }) => !isEnabled || pausedAt !== null)
  const counts = await Promise.all(still.map((each) => countUnseenEvents(on, each)))
  return new Map(still.map(({ id }, index) => [id, counts[index]?.events ?? 0]))
}

/** Calls that were counted in any order, as one figure each. */
export function summarize(calls: readonly CountedCalls[]): Omit<HourOfCalls, 'hour'> {
  const sorted = calls.toSorted((one, other) => one.step - other.step)
  const sum = (of: (each: CountedCalls) => number) => calls.reduce((total, each) => total + of(each), 0)
  return {
    delivered: sum(({ delivered }) => delivered),
    failed: sum(({ failed }) => failed),
    medianMs: latencyAt(sorted, 0.5),
    p95Ms: latencyAt(sorted, 0.95),
  }
}

/** How long this share of the calls took at most, within the fifth by which steps differ: calls are spread over a step evenly. */
function latencyAt(sorted: readonly CountedCalls[], share: number): number | null {
  const total = sorted.reduce((sum, { delivered, failed }) => sum + delivered + failed, 0)
  let left = total * share
  for (const [index, { step, delivered, failed }] of sorted.entries()) {
    const calls = delivered + failed
    if (left > calls && index < sorted.length - 1) {
      left -= calls
      continue
    }
    const [low, high] = [step === 0 ? 0 : latencyStep ** (step - 1), latencyStep ** step]
    return Math.round((low + (high - low) * (left / calls)) * 10) / 10
  }
  return null
}
