import { DirectoryState } from '../model/directory.ts'
import type { Queryable } from './database.ts'

type Key = { readonly organizationId: string; readonly directoryId: string }

/** Marks a directory as quarantined, under the lock of its stream, and notes what it was. Nothing happens to one that is not in use. */
export async function quarantineState(
  on: Queryable,
  { organizationId, directoryId }: Key,
  at: Date,
): Promise<DirectoryState | null> {
  const [row] = await on.query<{ state: string }>({
    text: `update directories set state = 'quarantined', resumes_as = state, updated_at = $3
      where organization_id = $1 and id = $2 and state in ('setup', 'active') returning state`,
    values: [organizationId, directoryId, at],
  })
  return row ? DirectoryState.parse(row.state) : null
}

/** Makes a quarantined directory what it was before, under the lock of its stream. Null when it is not quarantined. */
export async function recoverState(
  on: Queryable,
  { organizationId, directoryId }: Key,
  at: Date,
): Promise<DirectoryState | null> {
  const [row] = await on.query<{ state: string }>({
    text: `update directories set state = coalesce(resumes_as, 'active'), resumes_as = null, updated_at = $3
      where organization_id = $1 and id = $2 and state = 'quarantined' returning state`,
    values: [organizationId, directoryId, at],
  })
  return row ? DirectoryState.parse(row.state) : null
}
