import type { Queryable } from './database.ts'

/** When something last happened in each directory that has events at all, by directory id. */
export async function lastEventTimes(
  on: Queryable,
  directoryIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await on.query<{ readonly id: string; readonly last_occurred_at: Date }>({
    text: 'select id, last_occurred_at from streams where id = any($1) and last_seq > 0',
    values: [directoryIds],
  })
  return new Map(rows.map((row) => [row.id, row.last_occurred_at]))
}

/** The id of the organization with this external id, or null. */
export async function findOrganizationId(on: Queryable, externalId: string): Promise<string | null> {
  const rows = await on.query<{ readonly id: string }>({
    text: 'select id from organizations where external_id = $1 order by id limit 1',
    values: [externalId],
  })
  return rows[0]?.id ?? null
}
