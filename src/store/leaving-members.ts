import type { Queryable } from './database.ts'

type Ref = { readonly organizationId: string; readonly directoryId: string; readonly runId: string }

/**
 * Keeps the memberships of users who leave the scope, and are deleted for it, as references by the source's id: when they come
 * back, the source does not tell their memberships anew.
 */
export async function keepMembershipsAsReferences(
  on: Queryable,
  { organizationId, directoryId, runId }: Ref,
  userIds: readonly string[],
): Promise<void> {
  await on.query({
    text: `insert into source_references (organization_id, directory_id, run_id, kind, object_id, name)
      select $1, $2, $3, 'member', m.group_id, r.source_id from memberships m
      join source_records r on r.organization_id = $1 and r.directory_id = $2 and r.object_id = m.member_id
      where m.organization_id = $1 and m.directory_id = $2 and m.member_id = any($4)
      on conflict do nothing`,
    values: [organizationId, directoryId, runId, userIds],
  })
}

/** Forgets the records of users and groups that are gone from the source. */
export async function forgetRecords(
  on: Queryable,
  ref: Omit<Ref, 'runId'>,
  objectIds: readonly string[],
): Promise<void> {
  if (objectIds.length === 0) return
  await on.query({
    name: 'forget-source-records',
    text: `delete from source_records where organization_id = $1 and directory_id = $2 and object_id = any($3)`,
    values: [ref.organizationId, ref.directoryId, objectIds],
  })
}

/** Notes that records have no user here any more, though the source has them. */
export async function detachRecords(
  on: Queryable,
  ref: Omit<Ref, 'runId'>,
  objectIds: readonly string[],
): Promise<void> {
  if (objectIds.length === 0) return
  await on.query({
    name: 'detach-source-records',
    text: `update source_records set object_id = null, hash = null
      where organization_id = $1 and directory_id = $2 and object_id = any($3)`,
    values: [ref.organizationId, ref.directoryId, objectIds],
  })
}

/** Notes that users who are still here have left the scope, and that this was told. */
export async function markLeft(on: Queryable, ref: Omit<Ref, 'runId'>, objectIds: readonly string[]): Promise<void> {
  if (objectIds.length === 0) return
  await on.query({
    name: 'mark-left-records',
    text: `update source_records set has_left = true
      where organization_id = $1 and directory_id = $2 and object_id = any($3)`,
    values: [ref.organizationId, ref.directoryId, objectIds],
  })
}
