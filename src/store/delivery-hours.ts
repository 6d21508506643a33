import { latencyStep } from './count-activity.ts'
import type { Queryable } from './database.ts'

/** How calls to a destination ended in an hour: those that took no longer than a step, and longer than the one before it. */
export type CountedCalls = {
  readonly destinationId: string
  readonly hour: Date
  /** The calls took at most `latencyStep` to this power, in milliseconds. */
  readonly step: number
  readonly delivered: number
  readonly failed: number
}

/** SQL that counts the attempts which a common table expression gives. In the order of the key, so that writers wait in turn. */
export function countByHour(attempts: string): string {
  return `insert into delivery_hours as h (destination_id, hour, step, delivered, failed)
    select destination_id, date_trunc('hour', sent_at, 'UTC'),
      ceil(ln(greatest(duration_ms, 1)::float8) / ln(${latencyStep}::float8))::smallint,
      count(*) filter (where is_delivered), count(*) filter (where not is_delivered)
    from ${attempts} group by 1, 2, 3 order by 1, 2, 3
    on conflict (destination_id, hour, step)
      do update set delivered = h.delivered + excluded.delivered, failed = h.failed + excluded.failed`
}

/** What was counted of these destinations from an hour on. */
export async function readCountedCalls(
  on: Queryable,
  destinationIds: readonly string[],
  since: Date,
): Promise<CountedCalls[]> {
  const rows = await on.query<Omit<CountedCalls, 'destinationId'> & { readonly destination_id: string }>({
    name: 'read-counted-calls',
    // One destination after the other: the index of the hours alone would give those of all.
    text: `select d.id as destination_id, h.* from unnest($1::text[]) as d (id)
      cross join lateral (select hour, step, delivered, failed from delivery_hours
        where destination_id = d.id and hour >= $2 order by hour, step) h`,
    values: [destinationIds, since],
  })
  return rows.map(({ destination_id: destinationId, ...counted }) => ({ ...counted, destinationId }))
}

/** Removes the hours from before a time. */
export async function removeOldDeliveryHours(on: Queryable, before: Date): Promise<void> {
  await on.query({ text: 'delete from delivery_hours where hour < $1', values: [before] })
}
