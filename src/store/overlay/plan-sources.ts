import type { Queryable } from '../database.ts'

/** A directory that a plan stands on. */
export type PlanSourceRow = {
  readonly id: string
  readonly name: string
  /** Whether Muster reads it by itself and by a schedule: then it can be too old. */
  readonly isRead: boolean
  /** When it was last read whole, or last told us something. */
  readonly asOf: Date | null
}

/** The directories of an organization with when each was last heard of. */
export async function listPlanSources(on: Queryable, organizationId: string): Promise<PlanSourceRow[]> {
  const rows = await on.query<{ id: string; name: string; is_read: boolean; as_of: Date | null }>({
    name: 'list-plan-sources',
    text: `select d.id, d.name, coalesce((c.schedule ->> 'is_enabled')::boolean, false) as is_read,
        case when c.directory_id is not null then c.last_succeeded_at
          when s.last_seq > 0 then s.last_occurred_at end as as_of
      from directories d
      left join connections c on c.organization_id = d.organization_id and c.directory_id = d.id
      left join streams s on s.organization_id = d.organization_id and s.id = d.id
      where d.organization_id = $1 and d.state <> 'deleting' order by d.name, d.id`,
    values: [organizationId],
  })
  return rows.map(({ id, name, is_read, as_of }) => ({ id, name, isRead: is_read, asOf: as_of }))
}
