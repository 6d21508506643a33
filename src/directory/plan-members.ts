import type { Member, MemberOperation, MemberType } from '../model/group.ts'
import type { UpdateGroup } from './commands.ts'
import { resolveMembers } from './resolve-members.ts'
import { type Draft, draftMember, memberRecord, memberTypeOf } from './state.ts'

/** A member by its id, and what the id stands for. */
export type NamedMember = { readonly id: string; readonly type: MemberType }

/** The members that come and go, in the order in which the operations named them. */
export type MembershipDifference = { readonly added: readonly NamedMember[]; readonly removed: readonly NamedMember[] }

type MemberChanges = Pick<UpdateGroup, 'members' | 'membersByExternalId' | 'onMemberByExternalId' | 'onUnknownMember'>

/**
 * Folds member operations into what comes and goes. Adding a member that is there and removing one that is not are no
 * change, and a later operation wins over an earlier one (Entra sends add and remove of one member in one request).
 * Where an `externalId` may name a member, what is said of it holds for the record, and its name is no longer awaited.
 */
export function foldMemberOperations(
  draft: Draft,
  groupId: string,
  { members, membersByExternalId, onMemberByExternalId, onUnknownMember }: MemberChanges,
): MembershipDifference {
  const wanted = new Map<string, boolean>()
  const resolved = membersByExternalId ? resolveMembers(draft, groupId, members.flatMap(namedBy)) : nobody
  if (resolved.size > 0) onMemberByExternalId?.()
  for (const operation of members) {
    for (const id of droppedBy(operation, { draft, groupId, wanted })) want(wanted, id, false)
    for (const id of broughtBy(operation)) want(wanted, id, true)
  }
  function want(all: Map<string, boolean>, id: string, isWanted: boolean): void {
    const record = resolved.get(id)
    all.set(id, isWanted && record === undefined)
    if (record !== undefined) all.set(record, isWanted)
  }
  const named = [...wanted].map(([id, isWanted]) => ({ id, isWanted, present: draftMember(draft, groupId, id) }))
  const added = named.flatMap(({ id, isWanted, present }) =>
    isWanted && !present ? { id, type: memberTypeOf(draft, id) } : [],
  )
  if (onUnknownMember) for (const { id, type } of added) if (type === 'pending') onUnknownMember(id)
  return {
    added: onUnknownMember ? added.filter(({ type }) => type !== 'pending') : added,
    removed: named.flatMap(({ id, isWanted, present }) => (present && !isWanted ? { id, type: present } : [])),
  }
}

const nobody: ReadonlyMap<string, string> = new Map()

function namedBy(operation: MemberOperation): readonly string[] {
  return 'ids' in operation ? operation.ids : []
}

function broughtBy(operation: MemberOperation): readonly string[] {
  return operation.op === 'add' || operation.op === 'replace' ? operation.ids : []
}

type Folding = { readonly draft: Draft; readonly groupId: string; readonly wanted: ReadonlyMap<string, boolean> }

/** The ids that an operation drops; a replace or a filter is about all that are there after the operations before it. */
function droppedBy(operation: MemberOperation, folding: Folding): readonly string[] {
  switch (operation.op) {
    case 'add':
      return []
    case 'remove':
      return operation.ids
    case 'replace':
      return idsThere(folding)
    case 'remove_where':
      return membersThere(folding)
        .filter(operation.matches)
        .map(({ id }) => id)
  }
}

function idsThere({ draft, groupId, wanted }: Folding): string[] {
  const ids = new Set([...presentIds(draft, groupId), ...wanted.keys()])
  return [...ids].filter((id) => wanted.get(id) !== false)
}

function membersThere(folding: Folding): Member[] {
  const { draft, groupId } = folding
  const stored = new Map((draft.loaded.memberDetails.get(groupId) ?? []).map((member) => [member.id, member]))
  return idsThere(folding).map(
    (id) => stored.get(id) ?? { id, type: memberTypeOf(draft, id), display: displayOf(draft, id) },
  )
}

function displayOf(draft: Draft, id: string): string | null {
  const record = memberRecord(draft, id)
  if (!record) return null
  return 'userName' in record ? (record.attributes.name ?? record.userName) : record.displayName
}

function presentIds(draft: Draft, groupId: string): Set<string> {
  const ids = new Set(draft.loaded.members.get(groupId)?.keys())
  for (const [id, type] of draft.loaded.members.get(groupId) ?? []) if (type === null) ids.delete(id)
  for (const [id, type] of draft.members.get(groupId) ?? []) {
    if (type === null) ids.delete(id)
    else ids.add(id)
  }
  return ids
}
