import type { Member, MemberOperation, MemberType } from '../model/group.ts'
import { type Draft, draftMember, memberRecord, memberTypeOf } from './state.ts'

/** A member by its id, and what the id stands for. */
export type NamedMember = { readonly id: string; readonly type: MemberType }

/** The members that come and go, in the order in which the operations named them. */
export type MembershipDifference = { readonly added: readonly NamedMember[]; readonly removed: readonly NamedMember[] }

/**
 * Folds member operations into what comes and goes. Adding a member that is there and removing one that is not are no
 * change, and a later operation wins over an earlier one (Entra sends add and remove of one member in one request).
 */
export function foldMemberOperations(
  draft: Draft,
  groupId: string,
  operations: readonly MemberOperation[],
): MembershipDifference {
  const wanted = new Map<string, boolean>()
  for (const operation of operations) {
    for (const id of droppedBy(operation, { draft, groupId, wanted })) wanted.set(id, false)
    for (const id of broughtBy(operation)) wanted.set(id, true)
  }
  const named = [...wanted].map(([id, isWanted]) => ({ id, isWanted, present: draftMember(draft, groupId, id) }))
  return {
    added: named.flatMap(({ id, isWanted, present }) =>
      isWanted && !present ? { id, type: memberTypeOf(draft, id) } : [],
    ),
    removed: named.flatMap(({ id, isWanted, present }) => (present && !isWanted ? { id, type: present } : [])),
  }
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
  for (const [id, type] of draft.members.get(groupId) ?? []) {
    if (type === null) ids.delete(id)
    else ids.add(id)
  }
  return ids
}
