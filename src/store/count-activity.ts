import type { Database, Queryable } from './database.ts'
import { deliveryDays } from './delivery-days.ts'

/** Latencies are counted in steps: each is a fifth longer than the one before. */
export const latencyStep = 1.2

// What one transaction counts at most: bursts of the feed, runs, hours of attempts.
const rangesAtOnce = 2000
const runsAtOnce = 1000
const attemptsWindowMs = 6 * 60 * 60 * 1000

// Attempts are written some moments after the time in their ids.
const attemptsSettleMs = 60_000

/** Adds what a query with the columns organization_id, day, measure and count gives: to each organization, and to all together. */
function addToDays(counted: string): string {
  return `insert into daily_counts as d (organization_id, day, measure, count)
    select coalesce(organization_id, ''), day, measure, sum(count) from ${counted}
    group by grouping sets ((organization_id, day, measure), (day, measure))
    order by 1, 2, 3
    on conflict (organization_id, day, measure) do update set count = d.count + excluded.count`
}

/**
 * Counts the next bursts of the feed by day and hour. The events of a burst are looked at only where an hour ended within it.
 * Says how many bursts those were; none is left when they are fewer than could be.
 */
export async function countEvents(on: Queryable): Promise<{ readonly hasMore: boolean }> {
  const [row] = await on.query<{ ranges: number }>({
    name: 'count-events',
    text: `with place as materialized (
        select events_position from counting for update
      ), ranges as materialized (
        select f.* from place cross join lateral (
          select position, organization_id, stream_id, first_seq, last_seq, occurred_from, occurred_to from feed
          where position >= place.events_position order by position limit ${rangesAtOnce}) f
      ), counted as materialized (
        select organization_id, stream_id, date_trunc('hour', occurred_to, 'UTC') as hour, last_seq - first_seq + 1 as count
        from ranges where date_trunc('hour', occurred_from, 'UTC') = date_trunc('hour', occurred_to, 'UTC')
        union all
        select r.organization_id, r.stream_id, date_trunc('hour', e.occurred_at, 'UTC'), 1
        from ranges r cross join lateral (
          select occurred_at from events e where e.organization_id = r.organization_id and e.stream_id = r.stream_id
            and e.seq between r.first_seq and r.last_seq and e.occurred_at between r.occurred_from and r.occurred_to) e
        where date_trunc('hour', r.occurred_from, 'UTC') <> date_trunc('hour', r.occurred_to, 'UTC')
      ), hours as (
        insert into hourly_events as h (organization_id, stream_id, hour, count)
        select organization_id, stream_id, hour, sum(count) from counted group by 1, 2, 3
        on conflict (organization_id, stream_id, hour) do update set count = h.count + excluded.count
      ), days as (
        ${addToDays(`(select organization_id, (hour at time zone 'UTC')::date as day, 'events' as measure, count from counted) e`)}
      ), moved as (
        update counting set events_position = last.position
        from (select max(position + last_seq - first_seq + 1) as position from ranges) last where last.position is not null
      )
      select count(*)::integer as ranges from ranges`,
  })
  return { hasMore: row?.ranges === rangesAtOnce }
}

/** Counts runs that ended, each once. */
export async function countRuns(on: Queryable): Promise<{ readonly hasMore: boolean }> {
  const [row] = await on.query<{ runs: number }>({
    name: 'count-runs',
    text: `with ended as materialized (
        select organization_id, id from sync_runs where finished_at is not null and not is_counted
        order by finished_at limit ${runsAtOnce} for update skip locked
      ), marked as materialized (
        update sync_runs r set is_counted = true from ended
        where r.organization_id = ended.organization_id and r.id = ended.id
        returning r.organization_id, (r.finished_at at time zone 'UTC')::date as day, 'runs_' || r.state as measure, 1 as count
      ), days as (
        ${addToDays('marked')}
      )
      select count(*)::integer as runs from marked`,
  })
  return { hasMore: row?.runs === runsAtOnce }
}

/** Counts how long the next hours of deliveries took, by steps, and how many attempts failed. */
export async function countAttempts(database: Database, now: Date): Promise<{ readonly hasMore: boolean }> {
  const settled = new Date(now.getTime() - attemptsSettleMs)
  return database.transaction(async (transaction) => {
    const [place] = await transaction.query<{ attempts_until: Date }>({
      text: 'select attempts_until from counting for update',
    })
    if (!place || place.attempts_until >= settled) return { hasMore: false }
    const from = place.attempts_until
    const until = new Date(Math.min(from.getTime() + attemptsWindowMs, settled.getTime()))
    await addAttempts(transaction, from, until)
    await transaction.query({ text: 'update counting set attempts_until = $1', values: [until] })
    return { hasMore: until < settled }
  })
}

/** By the index of each destination: attempts as such are in no order of time. */
async function addAttempts(on: Queryable, from: Date, until: Date): Promise<void> {
  await on.query({
    text: `with counted as materialized (
        select a.organization_id, (a.sent_at at time zone 'UTC')::date as day, 1 as count,
          case when a.is_delivered
            then 'latency_' || lpad(greatest(ceil(ln(greatest(a.duration_ms, 1)::numeric) / ln(${latencyStep})), 0)::text, 2, '0')
            else 'attempts_failed' end as measure
        from destinations d cross join lateral (
          select organization_id, sent_at, duration_ms, is_delivered from delivery_attempts
          where destination_id = d.id and id >= $1 and id < $2) a
      )
      ${addToDays('counted')}`,
    values: [deliveryDays.idAt(from), deliveryDays.idAt(until)],
  })
}

/** Removes what is older than anybody is shown. */
export async function removeOldCounts(on: Queryable, { days, hours }: Record<'days' | 'hours', Date>): Promise<void> {
  await on.query({ text: 'delete from daily_counts where day < $1::date', values: [days.toISOString().slice(0, 10)] })
  await on.query({ text: 'delete from hourly_events where hour < $1', values: [hours] })
}
