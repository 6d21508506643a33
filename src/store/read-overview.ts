import type { Queryable } from './database.ts'

/** When something last happened in each directory that has events at all, by directory id. */
export async function lastEventTimes(
  on: Queryable,
  directories: readonly { readonly organizationId: string; readonly id: string }[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await on.query<{ readonly id: string; readonly last_occurred_at: Date }>({
    text: `select s.id, s.last_occurred_at from unnest($1::text[], $2::text[]) as d (organization_id, id)
      join streams s on s.organization_id = d.organization_id and s.id = d.id where s.last_seq > 0`,
    values: [directories.map(({ organizationId }) => organizationId), directories.map(({ id }) => id)],
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
