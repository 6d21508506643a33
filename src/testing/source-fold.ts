import type { SourcePage } from '../connectors/connector.ts'
import type { SourceGroup, SourceMembers, SourceRemoval, SourceUser } from '../model/source-record.ts'
import { caseKey } from '../model/user.ts'

/** What is known of a source after some listings. Members stand under the ids or aliases by which the source named them, as ids where known. */
export type SourceState = {
  readonly users: Map<string, SourceUser>
  readonly groups: Map<string, SourceGroup>
  readonly members: Map<string, Set<string>>
}

/** A state to compare: sorted, and members only where they are known users or groups. */
export type SourceView = {
  readonly users: Record<string, SourceUser>
  readonly groups: Record<string, SourceGroup>
  readonly members: Record<string, string[]>
}

export function emptyState(): SourceState {
  return { users: new Map(), groups: new Map(), members: new Map() }
}

/** Takes in the pages of one listing, full or incremental, in their order. */
export function foldPages(state: SourceState, pages: readonly SourcePage[]): SourceState {
  const whole = new Set<string>()
  for (const page of pages) foldPage(state, page, whole)
  return state
}

/** `whole`: the groups of this listing of which a part was told already. */
function foldPage(state: SourceState, page: SourcePage, whole: Set<string>): void {
  for (const user of page.users ?? []) state.users.set(user.id, user)
  for (const group of page.groups ?? []) state.groups.set(group.id, group)
  resolveAliases(state)
  foldMembers(state, page, whole)
  for (const removal of page.removed ?? []) forget(state, removal)
}

function foldMembers(state: SourceState, page: SourcePage, whole: Set<string>): void {
  const idOf = createResolver(state)
  for (const { groupId, memberIds } of page.members ?? [])
    addMembers(state, { groupId, memberIds: memberIds.map(idOf) })
  for (const { groupId, memberIds } of page.wholeGroups ?? []) {
    if (!whole.has(groupId)) state.members.delete(groupId)
    whole.add(groupId)
    addMembers(state, { groupId, memberIds: memberIds.map(idOf) })
  }
  for (const { groupId, added, removed } of page.memberChanges ?? []) {
    addMembers(state, { groupId, memberIds: added.map(idOf) })
    for (const id of removed) state.members.get(groupId)?.delete(idOf(id))
  }
}

function forget({ users, groups, members }: SourceState, { kind, id }: SourceRemoval): void {
  if (kind === 'user') users.delete(id)
  else groups.delete(id)
  members.delete(id)
  for (const ids of members.values()) ids.delete(id)
}

function addMembers({ members }: SourceState, { groupId, memberIds }: SourceMembers): void {
  const ids = members.get(groupId) ?? new Set()
  for (const id of memberIds) ids.add(id)
  members.set(groupId, ids)
}

/** Aliases change when people are renamed, ids do not: a member that is known now stays under its id. */
function resolveAliases(state: SourceState): void {
  const idOf = createResolver(state)
  for (const [groupId, ids] of state.members) state.members.set(groupId, new Set([...ids].map(idOf)))
}

function createResolver({ users, groups }: SourceState): (name: string) => string {
  const byAlias = new Map<string, string>()
  for (const { id, alias } of [...users.values(), ...groups.values()]) if (alias !== undefined) byAlias.set(alias, id)
  return (name) => (users.has(name) || groups.has(name) ? name : (byAlias.get(caseKey(name)) ?? name))
}

/** `only`: the view that says which users and groups there still are, for sources that tell of no deletions. */
export function viewOf(state: SourceState, only?: SourceView): SourceView {
  const isThere = (id: string) => only === undefined || id in only.users || id in only.groups
  const isKnown = (id: string) => isThere(id) && (state.users.has(id) || state.groups.has(id))
  const members: [string, string[]][] = []
  for (const [groupId, ids] of state.members) {
    const known = [...ids].filter(isKnown).sort()
    if (isKnown(groupId) && known.length > 0) members.push([groupId, known])
  }
  return {
    users: sorted([...state.users].filter(([id]) => isThere(id))),
    groups: sorted([...state.groups].filter(([id]) => isThere(id))),
    members: sorted(members),
  }
}

function sorted<T>(entries: [string, T][]): Record<string, T> {
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
