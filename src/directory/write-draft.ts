import type { MemberType } from '../model/group.ts'
import type { Queryable } from '../store/database.ts'
import { insertDeletedUsers, removeDeletedUsers } from '../store/deleted-users.ts'
import { addToTotals } from '../store/directory-head.ts'
import type { Membership } from '../store/load-memberships.ts'
import {
  deleteGroups,
  deleteMemberships,
  insertGroups,
  insertMemberships,
  updateGroups,
} from '../store/write-groups.ts'
import { deleteUsers, insertUsers, updateUsers } from '../store/write-users.ts'
import type { DirectoryRef } from './commands.ts'
import type { Draft } from './state.ts'

/** Everything that a planned batch writes, folded to the last state of each row: a user changed twice is written once. */
export type Rows = ReturnType<typeof foldRows>

/** Folds a draft into rows. New records get the positions after `lastPosition`, in the order of their creation. */
export function foldRows(draft: Draft, lastPosition: number) {
  let position = lastPosition
  const received = ({ id }: { readonly id: string }) => draft.received.get(id) ?? null
  const users = foldRecords(draft.users, draft.loaded.users)
  const groups = foldRecords(draft.groups, draft.loaded.groups)
  return {
    newUsers: users.created.map((user) => ({
      user,
      received: received(user),
      position: draft.positions.get(user.id) ?? ++position,
    })),
    changedUsers: users.updated.map((user) => ({ user, received: received(user) })),
    deletedUsers: users.deleted,
    ...foldKept(draft, () => ++position),
    newGroups: groups.created.map((group) => ({ group, received: received(group), position: ++position })),
    changedGroups: groups.updated.map((group) => ({ group, received: received(group) })),
    deletedGroups: groups.deleted,
    ...foldMemberships(draft),
    totals: { ...foldTotals(draft), lastPosition: position - lastPosition },
  }
}

type Folded<T> = { readonly created: T[]; readonly updated: T[]; readonly deleted: string[] }

function foldRecords<T extends { readonly id: string; readonly version: number }>(
  drafted: ReadonlyMap<string, T | null>,
  loaded: ReadonlyMap<string, T>,
): Folded<T> {
  const folded: Folded<T> = { created: [], updated: [], deleted: [] }
  for (const [id, record] of drafted) {
    const before = loaded.get(id)
    if (!record && before) folded.deleted.push(id)
    if (record && !before) folded.created.push(record)
    if (record && before && record.version !== before.version) folded.updated.push(record)
  }
  return folded
}

/** Who is kept to be restored, and who no longer. A user that was never stored has no position yet. */
function foldKept(draft: Draft, nextPosition: () => number) {
  const { users, tombstones, deletedUsers } = draft.loaded
  const kept = [...draft.deletedUsers.values()].filter((deleted) => deleted !== null)
  return {
    kept: kept.map((deleted) => ({
      ...deleted,
      position: deleted.position ?? (users.has(deleted.user.id) ? null : nextPosition()),
    })),
    forgotten: [...draft.deletedUsers.keys()].filter((id) => tombstones.has(id) || deletedUsers.has(id)),
  }
}

function foldMemberships(draft: Draft) {
  // Those of a deleted group are deleted with it.
  const changed = [...draft.members].filter(([groupId]) => draft.groups.get(groupId) !== null)
  const rows = changed.flatMap(([groupId, members]) => {
    const stored = draft.loaded.members.get(groupId)
    return [...members].map(([memberId, after]) => ({
      groupId,
      memberId,
      after,
      before: stored?.get(memberId) ?? null,
    }))
  })
  // A member may stay under its id and become another thing: pending, when the user it named is deleted.
  const different = rows.filter(({ before, after }) => before !== after)
  return {
    newMemberships: different.flatMap(({ groupId, memberId, after }) => toMembership(groupId, memberId, after)),
    goneMemberships: different.flatMap(({ groupId, memberId, before }) => toMembership(groupId, memberId, before)),
  }
}

function toMembership(groupId: string, memberId: string, memberType: MemberType | null): Membership[] {
  return memberType ? [{ groupId, memberId, memberType }] : []
}

function foldTotals(draft: Draft) {
  const totals = { activeUsers: 0, inactiveUsers: 0, groups: 0 }
  const count = (active: boolean, by: 1 | -1) => {
    if (active) totals.activeUsers += by
    else totals.inactiveUsers += by
  }
  for (const change of draft.changes) {
    if (change.type === 'user_deleted' || change.type === 'user_updated') count(change.before.active, -1)
    if (change.type === 'user_created' || change.type === 'user_updated') count(change.after.active, 1)
    if (change.type === 'group_created') totals.groups += 1
    if (change.type === 'group_deleted') totals.groups -= 1
  }
  return totals
}

/**
 * Writes the rows of a batch, one statement for each kind that has any; the statements go out together. The order
 * matters: a name that a deletion frees may be taken by a new user of the same batch.
 */
export async function writeRows(
  on: Queryable,
  scope: DirectoryRef,
  { rows, at }: { rows: Rows; at: Date },
): Promise<void> {
  const totals = rows.totals
  await Promise.all([
    ifAny(rows.forgotten, (ids) => removeDeletedUsers(on, scope, ids)),
    ifAny(rows.kept, (users) => insertDeletedUsers(on, scope, users)),
    ifAny(rows.deletedUsers, (ids) => deleteUsers(on, scope, ids)),
    ifAny(rows.deletedGroups, (ids) => deleteGroups(on, scope, ids)),
    ifAny(rows.changedUsers, (users) => updateUsers(on, scope, users)),
    ifAny(rows.newUsers, (users) => insertUsers(on, scope, users)),
    ifAny(rows.changedGroups, (groups) => updateGroups(on, scope, groups)),
    ifAny(rows.newGroups, (groups) => insertGroups(on, scope, groups)),
    ifAny(rows.goneMemberships, (memberships) => deleteMemberships(on, scope, memberships)),
    ifAny(rows.newMemberships, (memberships) => insertMemberships(on, scope, { memberships, at })),
    ifAny(Object.values(totals).filter(Boolean), () => addToTotals(on, scope, totals)),
  ])
}

async function ifAny<T>(list: readonly T[], write: (list: readonly T[]) => Promise<void>): Promise<void> {
  if (list.length > 0) await write(list)
}
