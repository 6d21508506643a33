import { type DeprovisioningPolicy, type Directory, DirectoryState } from '../model/directory.ts'
import type { Queryable } from './database.ts'

/** Where a stream stands: its last event's number and time. */
export type StreamHead = { readonly lastSeq: number; readonly lastOccurredAt: Date }

/** A directory as the write path needs it, and the number of the last record that was made in it. */
export type DirectoryHead = { readonly directory: Directory; readonly lastPosition: number }

/**
 * Takes the lock under which a stream is written, until the transaction ends, and says where the stream stands. Null
 * when there is no such stream. Reads that must see what the holder before wrote come after it, as queries of their own.
 */
export async function lockStream(on: Queryable, organizationId: string, streamId: string): Promise<StreamHead | null> {
  const rows = await on.query<{ last_seq: number; last_occurred_at: Date }>({
    name: 'lock-stream',
    text: `select last_seq, last_occurred_at from streams where organization_id = $1 and id = $2 for no key update`,
    values: [organizationId, streamId],
  })
  const row = rows[0]
  return row ? { lastSeq: row.last_seq, lastOccurredAt: row.last_occurred_at } : null
}

type DirectoryHeadRow = {
  readonly name: string
  readonly type: string
  readonly state: DirectoryState
  readonly external_key: string
  readonly deprovisioning_policy: DeprovisioningPolicy
  readonly grace_days: number
  readonly restore_days: number
  readonly created_at: Date
  readonly updated_at: Date
  readonly last_position: number
}

/** Reads a directory with its last position; to be called under the lock of its stream. */
export async function readDirectoryHead(
  on: Queryable,
  organizationId: string,
  id: string,
): Promise<DirectoryHead | null> {
  const rows = await on.query<DirectoryHeadRow>({
    name: 'read-directory-head',
    text: `select d.name, d.type, d.state, d.external_key, d.deprovisioning_policy, d.grace_days, d.restore_days,
        d.created_at, d.updated_at, t.last_position
      from directories d
      join directory_totals t on t.organization_id = d.organization_id and t.directory_id = d.id
      where d.organization_id = $1 and d.id = $2`,
    values: [organizationId, id],
  })
  const row = rows[0]
  if (!row) return null
  const { name, type, state, external_key, created_at, updated_at } = row
  const deprovisioning = { policy: row.deprovisioning_policy, graceDays: row.grace_days, restoreDays: row.restore_days }
  const times = { createdAt: created_at, updatedAt: updated_at }
  const directory = { id, organizationId, name, type, state, externalKey: external_key, deprovisioning, ...times }
  return { directory, lastPosition: row.last_position }
}

/** What a write adds to a directory's totals. */
export type TotalsDifference = {
  readonly activeUsers: number
  readonly inactiveUsers: number
  readonly groups: number
  readonly lastPosition: number
}

/** Adds to the totals of a directory, under the lock of its stream. */
export async function addToTotals(
  on: Queryable,
  directory: { readonly organizationId: string; readonly directoryId: string },
  difference: TotalsDifference,
): Promise<void> {
  await on.query({
    name: 'add-to-totals',
    text: `update directory_totals set active_users = active_users + $3, inactive_users = inactive_users + $4,
        groups = groups + $5, last_position = last_position + $6
      where organization_id = $1 and directory_id = $2`,
    values: [
      directory.organizationId,
      directory.directoryId,
      difference.activeUsers,
      difference.inactiveUsers,
      difference.groups,
      difference.lastPosition,
    ],
  })
}

/** Stores a directory's state, under the lock of its stream. */
export async function storeDirectoryState(on: Queryable, directory: Directory): Promise<void> {
  await on.query({
    name: 'store-directory-state',
    text: `update directories set state = $3, updated_at = $4 where organization_id = $1 and id = $2`,
    values: [directory.organizationId, directory.id, directory.state, directory.updatedAt],
  })
}

type DirectoryKey = Pick<Directory, 'organizationId' | 'id'>

/** Pauses a directory, under the lock of its stream, and notes what it was. */
export async function pauseState(on: Queryable, { organizationId, id }: DirectoryKey, at: Date): Promise<void> {
  await on.query({
    text: `update directories set state = 'inactive', resumes_as = state, updated_at = $3
      where organization_id = $1 and id = $2`,
    values: [organizationId, id, at],
  })
}

/** Makes a paused directory what it was before, under the lock of its stream, and says what that is. */
export async function resumeState(
  on: Queryable,
  { organizationId, id }: DirectoryKey,
  at: Date,
): Promise<DirectoryState> {
  const [row] = await on.query<{ state: string }>({
    text: `update directories set state = coalesce(resumes_as, 'active'), resumes_as = null, updated_at = $3
      where organization_id = $1 and id = $2 returning state`,
    values: [organizationId, id, at],
  })
  return DirectoryState.parse(row?.state)
}
