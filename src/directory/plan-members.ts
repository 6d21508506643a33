import type { MemberOperation, MemberType } from '../model/group.ts'
import { type Draft, draftMember, memberTypeOf } from './state.ts'

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

/** The ids that an operation drops; a replace drops all that are there or were wanted before it names its own. */
function droppedBy(operation: MemberOperation, { draft, groupId, wanted }: Folding): readonly string[] {
  switch (operation.op) {
    case 'add':
      return []
    case 'remove':
      return operation.ids
    case 'replace':
      return [...presentIds(draft, groupId), ...wanted.keys()]
    case 'remove_where':
      return (draft.loaded.memberDetails.get(groupId) ?? []).filter(operation.matches).map(({ id }) => id)
  }
}

function presentIds(draft: Draft, groupId: string): Set<string> {
  const ids = new Set(draft.loaded.members.get(groupId)?.keys())
  for (const [id, type] of draft.members.get(groupId) ?? []) {
    if (type === null) ids.delete(id)
    else ids.add(id)
  }
  return ids
}
