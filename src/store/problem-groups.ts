import type { Queryable } from './database.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** The problems of a directory that have one code: how many, and the newest of them as an example. */
export type ProblemGroup = {
  readonly code: string
  readonly count: number
  readonly text: string
  readonly lastSeenAt: Date
}

/** The problems of a directory by their codes; the most frequent first. Reads all problems of the directory. */
export async function groupProblems(
  on: Queryable,
  { organizationId, directoryId }: Scope,
): Promise<readonly ProblemGroup[]> {
  const rows = await on.query<{ code: string; count: number; text: string; last_seen_at: Date }>({
    text: `select code, count(*)::integer as count, max(last_seen_at) as last_seen_at,
        (array_agg(text order by id desc))[1] as text
      from sync_problems where organization_id = $1 and directory_id = $2 group by code order by 2 desc, 1`,
    values: [organizationId, directoryId],
  })
  return rows.map(({ last_seen_at: lastSeenAt, ...row }) => ({ ...row, lastSeenAt }))
}

/** Makes all problems of a directory, or those with some codes, ones that are tried again at the start of the next run. */
export async function retryProblems(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  { codes, at }: { readonly codes: readonly string[] | null; readonly at: Date },
): Promise<number> {
  const rows = await on.query({
    text: `update sync_problems set retry_at = $4
      where organization_id = $1 and directory_id = $2 and ($3::text[] is null or code = any($3)) returning 1 as one`,
    values: [organizationId, directoryId, codes, at],
  })
  return rows.length
}
