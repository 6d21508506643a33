import type { MemberOperation } from '../model/group.ts'
import { caseKey } from '../model/user.ts'
import type { Queryable } from '../store/database.ts'
import { loadContainers, loadGroupNames, loadGroups } from '../store/load-groups.ts'
import {
  loadAllMemberships,
  loadMemberDetails,
  loadMemberships,
  loadMemberTypes,
  type Membership,
} from '../store/load-memberships.ts'
import { loadUserNames, loadUsers, loadUsersWithGroups } from '../store/load-users.ts'
import type { Command, DirectoryRef } from './commands.ts'
import { type DirectoryState, emptyState } from './state.ts'

const membersLoadedWhole = 1000

/** What a batch of commands needs to have loaded. */
export type Needs = {
  readonly userIds: ReadonlySet<string>
  readonly userNames: ReadonlySet<string>
  readonly groupIds: ReadonlySet<string>
  readonly groupNames: ReadonlySet<string>
  /** Named members: which of them exist, and which of them a group has. */
  readonly memberIds: ReadonlySet<string>
  readonly pairs: readonly { readonly groupId: string; readonly memberId: string }[]
  /** Groups of which every member is needed: by id for a replace, as shown for a filter. */
  readonly wholeGroups: ReadonlySet<string>
  readonly detailedGroups: ReadonlySet<string>
  /** Users and groups that are deleted. */
  readonly deletedIds: ReadonlySet<string>
}

/** Says what commands need, as far as they say it themselves: a new name of an update is known only when it is planned. */
export function needsOf(commands: readonly Command[]): Needs {
  const of = <T extends Command['type']>(type: T) =>
    commands.filter((command): command is Extract<Command, { type: T }> => command.type === type)
  const [updates, deletes] = [of('update_group'), [...of('delete_user'), ...of('delete_group')]]
  const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
  const withOperation = (op: MemberOperation['op']) =>
    updates.filter(({ members }) => members.some((one) => one.op === op))
  const pairs = updates.flatMap(({ id, members }) =>
    members.flatMap(namedIds).map((memberId) => ({ groupId: id, memberId })),
  )
  return {
    userIds: new Set([...idsOf(of('update_user')), ...idsOf(of('delete_user'))]),
    userNames: new Set(of('create_user').map(({ content }) => caseKey(content.userName))),
    groupIds: new Set([...idsOf(updates), ...idsOf(of('delete_group'))]),
    groupNames: new Set(
      of('create_group').flatMap(({ content, uniqueName }) => (uniqueName ? [caseKey(content.displayName)] : [])),
    ),
    memberIds: new Set([
      ...pairs.map(({ memberId }) => memberId),
      ...of('create_group').flatMap(({ memberIds }) => memberIds),
    ]),
    pairs,
    wholeGroups: new Set(idsOf(withOperation('replace'))),
    detailedGroups: new Set(idsOf(withOperation('remove_where'))),
    deletedIds: new Set(idsOf(deletes)),
  }
}

function namedIds(operation: MemberOperation): readonly string[] {
  return operation.op === 'remove_where' ? [] : operation.ids
}

/** Loads what is needed; queries go out together, and none is sent for what nobody needs. */
export async function loadState(on: Queryable, scope: DirectoryRef, needs: Needs): Promise<DirectoryState> {
  const state = emptyState()
  await Promise.all([
    forIds(needs.userIds, async (ids) => addById(state.users, await loadUsersWithGroups(on, scope, ids))),
    loadNames(on, scope, { state, userNames: needs.userNames, groupNames: needs.groupNames }),
    forIds(needs.groupIds, async (ids) => addById(state.groups, await loadGroups(on, scope, ids))),
    forIds(needs.memberIds, (ids) => loadMembersNamed(on, scope, { state, ids })),
    needs.pairs.length > 0 && loadMemberships(on, scope, needs.pairs).then((rows) => addMemberships(state, rows)),
    forIds(needs.wholeGroups, async (ids) => addMemberships(state, await loadAllMemberships(on, scope, ids))),
    forIds(needs.detailedGroups, (ids) => loadDetails(on, scope, { state, ids })),
    forIds(needs.deletedIds, (ids) => loadContainersOf(on, scope, { state, ids })),
  ])
  return state
}

/** Looks up who has the names, and marks the others as free. */
export async function loadNames(
  on: Queryable,
  scope: DirectoryRef,
  {
    state,
    userNames,
    groupNames,
  }: { state: DirectoryState; userNames: Iterable<string>; groupNames: Iterable<string> },
): Promise<void> {
  await Promise.all([
    forIds(new Set(userNames), async (keys) => addNames(state.userNames, keys, await loadUserNames(on, scope, keys))),
    forIds(new Set(groupNames), async (keys) =>
      addHolders(state.groupNames, keys, await loadGroupNames(on, scope, keys)),
    ),
  ])
}

/** Few named members are loaded whole, for their events; of many only what they are, and later those that change. */
async function loadMembersNamed(
  on: Queryable,
  scope: DirectoryRef,
  { state, ids }: { state: DirectoryState; ids: readonly string[] },
): Promise<void> {
  if (ids.length > membersLoadedWhole) {
    for (const { id, type } of await loadMemberTypes(on, scope, ids)) state.memberTypes.set(id, type)
    return
  }
  const [users, groups] = await Promise.all([loadUsers(on, scope, ids), loadGroups(on, scope, ids)])
  addById(state.memberUsers, users)
  addById(state.memberGroups, groups)
}

async function loadDetails(
  on: Queryable,
  scope: DirectoryRef,
  { state, ids }: { state: DirectoryState; ids: readonly string[] },
): Promise<void> {
  const details = await loadMemberDetails(on, scope, ids)
  for (const [groupId, rows] of Map.groupBy(details, (row) => row.groupId)) {
    state.memberDetails.set(
      groupId,
      rows.map(({ member }) => member),
    )
  }
  addMemberships(
    state,
    details.map(({ groupId, member }) => ({ groupId, memberId: member.id, memberType: member.type })),
  )
}

async function loadContainersOf(
  on: Queryable,
  scope: DirectoryRef,
  { state, ids }: { state: DirectoryState; ids: readonly string[] },
): Promise<void> {
  const containers = await loadContainers(on, scope, ids)
  for (const [memberId, rows] of Map.groupBy(containers, (row) => row.memberId)) {
    state.containers.set(
      memberId,
      rows.map(({ group }) => group.id),
    )
  }
  addById(
    state.groups,
    containers.map(({ group }) => group),
  )
  addMemberships(
    state,
    containers.map(({ group, memberId, memberType }) => ({ groupId: group.id, memberId, memberType })),
  )
}

async function forIds(ids: ReadonlySet<string>, load: (ids: readonly string[]) => Promise<void>): Promise<void> {
  if (ids.size > 0) await load([...ids])
}

function addById<T extends { readonly id: string }>(map: Map<string, T>, records: readonly T[]): void {
  for (const record of records) map.set(record.id, record)
}

function addNames(map: Map<string, string | null>, keys: readonly string[], found: readonly [string, string][]): void {
  for (const key of keys) map.set(key, null)
  for (const [key, id] of found) map.set(key, id)
}

function addHolders(
  map: Map<string, ReadonlySet<string>>,
  keys: readonly string[],
  found: readonly [string, string][],
): void {
  const byName = Map.groupBy(found, ([key]) => key)
  for (const key of keys) map.set(key, new Set(byName.get(key)?.map(([, id]) => id)))
}

function addMemberships(state: DirectoryState, rows: readonly Membership[]): void {
  for (const { groupId, memberId, memberType } of rows) {
    const members = state.members.get(groupId) ?? new Map()
    state.members.set(groupId, members.set(memberId, memberType))
  }
}
