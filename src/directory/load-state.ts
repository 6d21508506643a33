import type { MemberOperation } from '../model/group.ts'
import { caseKey } from '../model/user.ts'
import type { Queryable } from '../store/database.ts'
import { loadContainers, loadGroups } from '../store/load-groups.ts'
import { loadAllMemberships, loadMemberDetails, loadMemberships } from '../store/load-memberships.ts'
import { loadUsersWithGroups } from '../store/load-users.ts'
import { type Command, type DirectoryRef, type SingleCommand, singleCommands } from './commands.ts'
import { addById, addMemberships, loadMembersNamed, loadNames } from './load-names.ts'
import { loadTombstones, type TombstoneNeeds, tombstoneNeedsOf } from './load-tombstones.ts'
import { mayRehire } from './plan-restore.ts'
import { type DirectoryState, emptyState, type Pair } from './state.ts'

/** What a batch of commands needs to have loaded. */
export type Needs = {
  readonly userIds: ReadonlySet<string>
  readonly userNames: readonly string[]
  readonly groupIds: ReadonlySet<string>
  readonly groupNames: readonly string[]
  /** The names under which groups may await the new users and groups. */
  readonly awaiting: readonly string[]
  /** Named members: which of them exist, and which of them a group has. */
  readonly memberIds: ReadonlySet<string>
  readonly pairs: readonly Pair[]
  /** Groups of which every member is needed: by id for a replace, as shown for a filter. */
  readonly wholeGroups: ReadonlySet<string>
  readonly detailedGroups: ReadonlySet<string>
  /** Users and groups that are deleted. */
  readonly deletedIds: ReadonlySet<string>
  readonly tombstones: TombstoneNeeds
}

/** Says what commands need, as far as they say it themselves: a new name of an update is known only when it is planned. */
export function needsOf(commands: readonly Command[]): Needs {
  const all = commands.flatMap(singleCommands)
  const of = <T extends SingleCommand['type']>(type: T) =>
    all.filter((command): command is Extract<SingleCommand, { type: T }> => command.type === type)
  const [updates, deletes] = [of('update_group'), [...of('delete_user'), ...of('delete_group')]]
  const creates = [...of('create_user'), ...of('create_group')]
  const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
  const withOperation = (op: MemberOperation['op']) =>
    updates.filter(({ members }) => members.some((one) => one.op === op))
  const named = updates.map(({ id, members }) => ({ groupId: id, memberIds: members.flatMap(namedIds) }))
  const tombstones = tombstoneNeedsOf(all)
  const wholeGroups = new Set(idsOf(withOperation('replace')))
  const detailedGroups = new Set(idsOf(withOperation('remove_where')))
  return {
    userIds: new Set([...idsOf(of('update_user')), ...idsOf(of('delete_user'))]),
    userNames: of('create_user').flatMap((command) => (mayRehire(command) ? [] : caseKey(command.content.userName))),
    groupIds: new Set([...idsOf(updates), ...idsOf(of('delete_group'))]),
    groupNames: of('create_group').flatMap(({ content, uniqueName }) =>
      uniqueName ? [caseKey(content.displayName)] : [],
    ),
    awaiting: [
      ...creates.flatMap(({ id, content }) => [id ?? [], content.externalId ?? []].flat()),
      ...tombstones.restoredIds,
    ],
    memberIds: new Set([...named, ...of('create_group')].flatMap(({ memberIds }) => memberIds)),
    pairs: named.flatMap(({ groupId, memberIds }) =>
      wholeGroups.has(groupId) || detailedGroups.has(groupId)
        ? []
        : memberIds.map((memberId) => ({ groupId, memberId })),
    ),
    wholeGroups,
    detailedGroups,
    deletedIds: new Set(idsOf(deletes)),
    tombstones,
  }
}

function namedIds(operation: MemberOperation): readonly string[] {
  return operation.op === 'remove_where' ? [] : operation.ids
}

/** Loads what is needed; queries go out together, and none is sent for what nobody needs. */
export async function loadState(on: Queryable, scope: DirectoryRef, needs: Needs): Promise<DirectoryState> {
  const state = emptyState()
  for (const id of [...needs.wholeGroups, ...needs.detailedGroups]) state.wholeGroups.add(id)
  await Promise.all([
    forIds(needs.userIds, async (ids) => addById(state.users, await loadUsersWithGroups(on, scope, ids))),
    loadNames(on, scope, {
      state,
      names: { userNames: needs.userNames, groupNames: needs.groupNames, awaiting: needs.awaiting },
    }),
    loadTombstones(on, scope, { state, needs: needs.tombstones }),
    forIds(needs.groupIds, async (ids) => addById(state.groups, await loadGroups(on, scope, ids))),
    forIds(needs.memberIds, (ids) => loadMembersNamed(on, scope, { state, ids })),
    needs.pairs.length > 0 && loadMemberships(on, scope, needs.pairs).then((rows) => addMemberships(state, rows)),
    forIds(needs.wholeGroups, async (ids) => addMemberships(state, await loadAllMemberships(on, scope, ids))),
    forIds(needs.detailedGroups, (ids) => loadDetails(on, scope, { state, ids })),
    forIds(needs.deletedIds, (ids) => loadContainersOf(on, scope, { state, ids })),
  ])
  return state
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
