import type { Queryable } from './database.ts'

/** Numbers of source records that a full run has seen on a page: of users and groups, or, with `groupId`, of its members. */
export type Sighting = {
  readonly groupId?: string
  /** `{1,2,3}`, as PostgreSQL reads an array. */
  readonly numbers: string
}

/** Notes what a page has shown. Numbers may come twice: on several pages, and where a page was done again. */
export async function addSightings(
  on: Queryable,
  { organizationId, runId, page }: { readonly organizationId: string; readonly runId: string; readonly page: number },
  sightings: readonly Sighting[],
): Promise<void> {
  if (sightings.length === 0) return
  await on.query({
    name: 'add-sightings',
    text: `insert into sync_run_sightings as s (organization_id, run_id, page, group_id, numbers)
      select $1, $2, $3, group_id, numbers::integer[] from unnest($4::text[], $5::text[]) as row (group_id, numbers)
      on conflict (organization_id, run_id, page, group_id) do update set numbers = s.numbers || excluded.numbers`,
    values: [
      ...[organizationId, runId, page],
      sightings.map(({ groupId }) => groupId ?? ''),
      sightings.map(({ numbers }) => numbers),
    ],
  })
}

/** Numbers, and others that are an array's text already, as the text of one array; null when there are none. */
export function joinNumbers(numbers: readonly number[], others: readonly (string | null)[] = []): string | null {
  const all = [...others.map((other) => other?.slice(1, -1) ?? ''), numbers.join(',')].filter(Boolean)
  return all.length > 0 ? `{${all.join(',')}}` : null
}
