import type { Queryable } from '../store/database.ts'
import { loadAwaiting, loadGroupNames, loadGroups } from '../store/load-groups.ts'
import { loadExternalIds, loadMemberships, loadMemberTypes, type Membership } from '../store/load-memberships.ts'
import { loadUserNames, loadUsers } from '../store/load-users.ts'
import type { DirectoryRef } from './commands.ts'
import type { DirectoryState, Names, Pair } from './state.ts'

const membersLoadedWhole = 1000

/** Where what is loaded goes. */
type Into = { readonly state: DirectoryState }

/** Looks up names, each kind in one query, and marks those that nobody has. */
export async function loadNames(
  on: Queryable,
  scope: DirectoryRef,
  { state, names }: Into & { readonly names: Partial<Names> },
): Promise<void> {
  await Promise.all([
    forEach(names.userNames, async (keys) => addNames(state.userNames, keys, await loadUserNames(on, scope, keys))),
    forEach(names.groupNames, async (keys) =>
      addHolders(state.groupNames, keys, await loadGroupNames(on, scope, keys)),
    ),
    forEach(names.externalIds, (externalIds) => loadHolders(on, scope, { state, externalIds })),
    forEach(names.awaiting, (memberIds) => loadAwaitingGroups(on, scope, { state, memberIds })),
    names.pairs?.length ? loadPairs(on, scope, { state, pairs: names.pairs }) : null,
  ])
}

/** Few named members are loaded whole, for their events; of many only what they are, and later those that change. */
export async function loadMembersNamed(
  on: Queryable,
  scope: DirectoryRef,
  { state, ids }: Into & { readonly ids: readonly string[] },
): Promise<void> {
  if (ids.length > membersLoadedWhole) {
    for (const { id, type } of await loadMemberTypes(on, scope, ids)) state.memberTypes.set(id, type)
    return
  }
  const [users, groups] = await Promise.all([loadUsers(on, scope, ids), loadGroups(on, scope, ids)])
  addById(state.memberUsers, users)
  addById(state.memberGroups, groups)
}

async function loadHolders(
  on: Queryable,
  scope: DirectoryRef,
  { state, externalIds }: Into & { readonly externalIds: readonly string[] },
): Promise<void> {
  const holders = await loadExternalIds(on, scope, externalIds)
  const byExternalId = Map.groupBy(holders, ({ externalId }) => externalId)
  for (const externalId of externalIds)
    state.externalIds.set(externalId, new Map(byExternalId.get(externalId)?.map(({ id, type }) => [id, type])))
  if (holders.length > 0) await loadMembersNamed(on, scope, { state, ids: holders.map(({ id }) => id) })
}

async function loadAwaitingGroups(
  on: Queryable,
  scope: DirectoryRef,
  { state, memberIds }: Into & { readonly memberIds: readonly string[] },
): Promise<void> {
  const rows = await loadAwaiting(on, scope, memberIds)
  addHolders(
    state.awaiting,
    memberIds,
    rows.map(({ memberId, group }) => [memberId, group.id]),
  )
  addById(
    state.groups,
    rows.map(({ group }) => group),
  )
  addMemberships(
    state,
    rows.map(({ memberId, group }) => ({ groupId: group.id, memberId, memberType: 'pending' })),
  )
}

async function loadPairs(
  on: Queryable,
  scope: DirectoryRef,
  { state, pairs }: Into & { readonly pairs: readonly Pair[] },
): Promise<void> {
  const rows = await loadMemberships(on, scope, pairs)
  addMemberships(
    state,
    pairs.map((pair) => ({ ...pair, memberType: null })),
  )
  addMemberships(state, rows)
}

async function forEach(
  names: readonly string[] | undefined,
  load: (names: readonly string[]) => Promise<void>,
): Promise<void> {
  if (names?.length) await load([...new Set(names)])
}

/** Adds records under their ids. */
export function addById<T extends { readonly id: string }>(map: Map<string, T>, records: readonly T[]): void {
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

/** Adds memberships to those that are known; one without a type is known not to exist. */
export function addMemberships(
  state: DirectoryState,
  rows: readonly (Omit<Membership, 'memberType'> & { readonly memberType: Membership['memberType'] | null })[],
): void {
  for (const { groupId, memberId, memberType } of rows) {
    const members = state.members.get(groupId) ?? new Map()
    state.members.set(groupId, members.set(memberId, memberType))
  }
}
