import type { DeletedUser } from '../model/deleted-user.ts'
import type { JsonObject } from '../model/json.ts'
import type { SyncProblem } from '../model/sync-problem.ts'
import type { StagedRemoval } from '../model/sync-run.ts'
import type { Received, User } from '../model/user.ts'
import type { Queryable } from './database.ts'
import { type DeletedUserRow, deletedUserColumns, toDeletedUser } from './deleted-user-row.ts'
import { isOpen, type RemovalRow, removalColumns, toRemoval } from './staged-removals.ts'
import { type ProblemRow, problemColumns, toProblem } from './sync-problems.ts'
import { toUser, type UserRow, userColumns } from './user-row.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** A user with the last request from which it was changed. */
export type UserAsReceived = { readonly user: User; readonly received: Received | null }

/** A user of a directory with the last request from which it was changed, or null. */
export async function readUserAsReceived(on: Queryable, scope: Scope, id: string): Promise<UserAsReceived | null> {
  const [row] = await on.query<UserRow & { readonly received: Received | null }>({
    text: `select ${userColumns}, u.received::json as received from users u
      where u.organization_id = $1 and u.directory_id = $2 and u.id = $3`,
    values: [scope.organizationId, scope.directoryId, id],
  })
  return row ? { user: toUser(row), received: row.received } : null
}

/** A user who was deleted and can still be restored, or null. */
export async function readDeletedUser(on: Queryable, scope: Scope, id: string): Promise<DeletedUser | null> {
  const [row] = await on.query<DeletedUserRow>({
    text: `select ${userColumns}, ${deletedUserColumns} from deleted_users u
      where u.organization_id = $1 and u.directory_id = $2 and u.id = $3`,
    values: [scope.organizationId, scope.directoryId, id],
  })
  return row ? toDeletedUser(row) : null
}

/** What the engine remembers of a user's record. */
export type PersonRecord = {
  readonly sourceId: string
  readonly alias: string | null
  readonly objectId: string | null
  readonly hasLeft: boolean
  /** Whether the record was among the members of the scope's groups when they were last read; null where they were not. */
  readonly isInScopeGroup: boolean | null
}

type RecordRow = {
  readonly source_id: string
  readonly alias: string | null
  readonly object_id: string | null
  readonly has_left: boolean
  readonly is_in_scope_group: boolean | null
}

/** The record of a user at the source, as the runs remember it; null where no run had it. */
export async function readPersonRecord(on: Queryable, scope: Scope, sourceId: string): Promise<PersonRecord | null> {
  const [row] = await on.query<RecordRow>({
    text: `with last as materialized (
        select max(run_id) as run_id from scope_members
        where organization_id = $1 and directory_id = $2 and source_id = '')
      select source_id, alias, object_id, has_left,
        case when (select run_id from last) is not null then exists (select from scope_members m
          where m.organization_id = $1 and m.directory_id = $2 and m.run_id = (select run_id from last)
            and m.source_id = r.source_id) end as is_in_scope_group
      from source_records r
      where organization_id = $1 and directory_id = $2 and kind = 'user' and source_id = $3`,
    values: [scope.organizationId, scope.directoryId, sourceId],
  })
  if (!row) return null
  return {
    sourceId: row.source_id,
    alias: row.alias,
    objectId: row.object_id,
    hasLeft: row.has_left,
    isInScopeGroup: row.is_in_scope_group,
  }
}

/** A problem of a record, with the record itself where it is kept. */
export type PersonProblem = { readonly problem: SyncProblem; readonly attributes: JsonObject | null }

/** The problems of a user's record, the oldest first. */
export async function readPersonProblems(on: Queryable, scope: Scope, sourceId: string): Promise<PersonProblem[]> {
  const rows = await on.query<ProblemRow & { readonly attributes: JsonObject | null }>({
    text: `select ${problemColumns}, p.record->'attributes' as attributes from sync_problems p
      where p.organization_id = $1 and p.directory_id = $2 and p.kind = 'user' and p.source_id = $3 order by p.id`,
    values: [scope.organizationId, scope.directoryId, sourceId],
  })
  return rows.map((row) => ({ problem: toProblem(row), attributes: row.attributes }))
}

/** What runs would remove of a user and have not removed yet: the user, its attributes, its memberships; 50 at most. */
export async function readOpenRemovals(on: Queryable, scope: Scope, userId: string): Promise<StagedRemoval[]> {
  const rows = await on.query<RemovalRow>({
    text: `select ${removalColumns} from staged_removals s
      where s.organization_id = $1 and s.directory_id = $2 and s.${isOpen} and s.kind in ('user', 'attribute')
        and s.object_id = $3 order by s.id limit 50`,
    values: [scope.organizationId, scope.directoryId, userId],
  })
  return rows.map(toRemoval)
}
