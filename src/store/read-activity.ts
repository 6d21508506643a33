import { latencyStep } from './count-activity.ts'
import type { Queryable } from './database.ts'
import type { StreamRef } from './feed.ts'

/** What happened on one day, in UTC. */
export type DayOfActivity = {
  /** `2026-11-22`. */
  readonly day: string
  readonly events: number
  readonly runs: { readonly completed: number; readonly failed: number; readonly cancelled: number }
  readonly deliveries: {
    readonly delivered: number
    readonly failed: number
    /** In milliseconds, to within a fifth; null on a day without deliveries. */
    readonly medianMs: number | null
    readonly p95Ms: number | null
  }
}

/** The days from `from` to `to`, both included, and up to where in the feed and in time they are counted. */
export type Activity = { readonly days: readonly DayOfActivity[]; readonly countedUntil: Date | null }

type CountRow = { readonly day: string; readonly measure: string; readonly count: number }

/** What happened a day in one organization, or, with null, in all of them. Every day is there, also one on which nothing did. */
export async function readActivity(
  on: Queryable,
  organizationId: string | null,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<Activity> {
  const rows = await on.query<CountRow>({
    name: 'read-activity',
    text: `select day::text as day, measure, count from daily_counts
      where organization_id = $1 and day between $2::date and $3::date`,
    values: [organizationId ?? '', dayOf(from), dayOf(to)],
  })
  const days = new Map<string, CountRow[]>()
  for (const row of rows) days.set(row.day, [...(days.get(row.day) ?? []), row])
  const { countedUntil } = await readCountedUntil(on)
  return { days: daysBetween(from, to).map((day) => toDay(day, days.get(day) ?? [])), countedUntil }
}

/** The time of the first event that is not counted yet; null when all are. */
async function readCountedUntil(on: Queryable): Promise<{ readonly countedUntil: Date | null }> {
  const [row] = await on.query<{ at: Date | null }>({
    name: 'read-counted-until',
    text: `select (select occurred_from from feed where position >= c.events_position order by position limit 1) as at
      from counting c`,
  })
  return { countedUntil: row?.at ?? null }
}

function toDay(day: string, rows: readonly CountRow[]): DayOfActivity {
  const count = (measure: string) => rows.find((row) => row.measure === measure)?.count ?? 0
  const latencies = rows
    .filter(({ measure }) => measure.startsWith('latency_'))
    .map((row) => ({ step: Number(row.measure.slice('latency_'.length)), count: row.count }))
    .toSorted((one, other) => one.step - other.step)
  const delivered = latencies.reduce((sum, latency) => sum + latency.count, 0)
  return {
    day,
    events: count('events'),
    runs: { completed: count('runs_completed'), failed: count('runs_failed'), cancelled: count('runs_cancelled') },
    deliveries: {
      delivered,
      failed: count('attempts_failed'),
      medianMs: quantile(latencies, delivered * 0.5),
      p95Ms: quantile(latencies, delivered * 0.95),
    },
  }
}

/** The longest time of the step in which the delivery of this rank is. */
function quantile(
  latencies: readonly { readonly step: number; readonly count: number }[],
  rank: number,
): number | null {
  let passed = 0
  for (const { step, count } of latencies) {
    passed += count
    if (passed >= rank) return Math.round(latencyStep ** step)
  }
  return null
}

/** The events of streams by the hour: of each stream as many numbers as hours, the last that of `now`. */
export async function readHourlyEvents(
  on: Queryable,
  streams: readonly StreamRef[],
  { now, hours }: { readonly now: Date; readonly hours: number },
): Promise<ReadonlyMap<string, readonly number[]>> {
  const first = Math.floor(now.getTime() / hourMs) - hours + 1
  const rows = await on.query<{ stream_id: string; hour: Date; count: number }>({
    name: 'read-hourly-events',
    text: `select h.stream_id, h.hour, h.count from unnest($1::text[], $2::text[]) as s (organization_id, id)
      join hourly_events h on h.organization_id = s.organization_id and h.stream_id = s.id and h.hour >= $3`,
    values: [
      streams.map(({ organizationId }) => organizationId),
      streams.map(({ streamId }) => streamId),
      new Date(first * hourMs),
    ],
  })
  const found = new Map(streams.map(({ streamId }) => [streamId, new Array<number>(hours).fill(0)]))
  for (const { stream_id, hour, count } of rows) {
    const buckets = found.get(stream_id)
    const index = Math.floor(hour.getTime() / hourMs) - first
    if (buckets && index < hours) buckets[index] = count
  }
  return found
}

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}

function daysBetween(from: Date, to: Date): string[] {
  const first = Date.parse(dayOf(from))
  const count = Math.round((Date.parse(dayOf(to)) - first) / dayMs) + 1
  return Array.from({ length: count }, (_, index) => dayOf(new Date(first + index * dayMs)))
}
