import type { DeprovisioningPolicy } from '../model/directory.ts'
import type { Queryable } from './database.ts'

/** A directory whose users may be other than its policy wants them. */
export type DirectoryOutOfLine = {
  readonly organizationId: string
  readonly directoryId: string
  readonly policy: DeprovisioningPolicy
  /** When it was last changed: it may have had another policy in between. */
  readonly updatedAt: Date
}

type OutOfLineRow = {
  readonly organization_id: string
  readonly id: string
  readonly deprovisioning_policy: DeprovisioningPolicy
  readonly updated_at: Date
}

/** The directories whose policy was changed and that can be written, some at a time. */
export async function findDirectoriesOutOfLine(on: Queryable, limit: number): Promise<DirectoryOutOfLine[]> {
  const rows = await on.query<OutOfLineRow>({
    name: 'find-directories-out-of-line',
    text: `select organization_id, id, deprovisioning_policy, updated_at from directories
      where is_out_of_line and state in ('setup', 'active') order by organization_id, id limit $1`,
    values: [limit],
  })
  return rows.map((row) => ({
    organizationId: row.organization_id,
    directoryId: row.id,
    policy: row.deprovisioning_policy,
    updatedAt: row.updated_at,
  }))
}

/** Notes that the users of a directory are in line with its policy; nothing when the directory was changed since. */
export async function markInLine(on: Queryable, directory: DirectoryOutOfLine): Promise<void> {
  await on.query({
    name: 'mark-in-line',
    text: `update directories set is_out_of_line = false
      where organization_id = $1 and id = $2 and updated_at = $3`,
    values: [directory.organizationId, directory.directoryId, directory.updatedAt],
  })
}

/** A user that its source calls inactive. */
export type InactiveUser = { readonly id: string; readonly inactiveSince: Date }

/**
 * The users of a directory that its source calls inactive, and that consumers see otherwise than the policy wants, in the
 * order of their deactivation, after the one given.
 */
export async function findUsersOutOfLine(
  on: Queryable,
  { organizationId, directoryId, policy }: DirectoryOutOfLine,
  { after, limit }: { readonly after: InactiveUser | null; readonly limit: number },
): Promise<InactiveUser[]> {
  const rows = await on.query<{ id: string; inactive_since: Date }>({
    name: 'find-users-out-of-line',
    text: `select id, inactive_since from users
      where organization_id = $1 and directory_id = $2 and inactive_since is not null and active = $3
        and (inactive_since, id) > ($4::timestamptz, $5)
      order by inactive_since, id limit $6`,
    values: [
      organizationId,
      directoryId,
      policy !== 'keep',
      after?.inactiveSince ?? '-infinity',
      after?.id ?? '',
      limit,
    ],
  })
  return rows.map((row) => ({ id: row.id, inactiveSince: row.inactive_since }))
}

/** A user whose grace is over. */
export type UserDue = { readonly organizationId: string; readonly directoryId: string; readonly id: string }

/** Users that were inactive for as long as their directory's policy gives them, some at a time. */
export async function findUsersPastGrace(on: Queryable, now: Date, limit: number): Promise<UserDue[]> {
  const rows = await on.query<{ organization_id: string; directory_id: string; id: string }>({
    name: 'find-users-past-grace',
    text: `select d.organization_id, d.id as directory_id, due.id
      from directories d cross join lateral (select u.id from users u
        where u.organization_id = d.organization_id and u.directory_id = d.id
          and u.inactive_since <= $1::timestamptz - d.grace_days * interval '24 hours'
        order by u.inactive_since, u.id limit $2) due
      where d.deprovisioning_policy = 'delete_after_grace' and d.state in ('setup', 'active')
      limit $2`,
    values: [now, limit],
  })
  return rows.map((row) => ({ organizationId: row.organization_id, directoryId: row.directory_id, id: row.id }))
}
