import type { SourceGroup, SourceMemberChanges, SourceMembers, SourceRemoval } from '../../model/source-record.ts'
import { fetchObjects } from './fetch-objects.ts'
import type { Graph } from './graph-client.ts'
import { type GraphObject, isUserOrGroup } from './graph-objects.ts'
import { mergeById } from './merge-by-id.ts'
import { toSourceGroup } from './to-source.ts'

/** What a page of the feed of groups comes to. */
export type ReadGroups = {
  readonly groups: readonly SourceGroup[]
  readonly removed: readonly SourceRemoval[]
  /** In a first listing. */
  readonly members?: readonly SourceMembers[]
  readonly memberChanges?: readonly SourceMemberChanges[]
  /** Of either: who came and who went. */
  readonly changes: readonly SourceMemberChanges[]
}

/**
 * Reads a page of the feed of groups. A group may come on many pages, each with a part of its members, and after the first one
 * without anything else. Nothing tells that a deleted user is no member any more: it leaves with its memberships.
 */
export async function readGroups(
  graph: Graph,
  { objects, isFirst }: { readonly objects: readonly GraphObject[]; readonly isFirst: boolean },
  signal: AbortSignal,
): Promise<ReadGroups> {
  const told = mergeById(objects)
  const live = told.filter((object) => !object['@removed'])
  const ids = live.filter(isPartial).map(({ id }) => id)
  const fetched = await fetchObjects(graph, { kind: 'groups', ids }, signal)
  const whole = live
    .map((object) => ({ ...fetched.get(object.id), ...object }))
    .filter(({ displayName }) => displayName)
  const isLive = new Set(live.map(({ id }) => id))
  const changes = memberChangesOf(objects.filter(({ id }) => isLive.has(id)))
  return {
    groups: whole.map((group) => toSourceGroup(group, graph.selected.groups)),
    removed: told.filter((object) => object['@removed']).map(({ id }) => ({ kind: 'group', id })),
    changes,
    ...(isFirst
      ? { members: changes.map(({ groupId, added }) => ({ groupId, memberIds: added })) }
      : { memberChanges: changes }),
  }
}

/** Something of the group itself was told, but not its name. */
function isPartial(object: GraphObject): boolean {
  const own = Object.keys(object).filter((key) => key !== 'id' && !key.includes('@'))
  return !object.displayName && own.length > 0
}

/** What comes later of the same member counts. Devices, contacts and service principals are left out. */
function memberChangesOf(objects: readonly GraphObject[]): SourceMemberChanges[] {
  const byGroup = new Map<string, Map<string, boolean>>()
  for (const { id, 'members@delta': members } of objects) {
    if (!members) continue
    const isIn = byGroup.get(id) ?? new Map<string, boolean>()
    byGroup.set(id, isIn)
    for (const member of members.filter(isUserOrGroup)) isIn.set(member.id, !member['@removed'])
  }
  return [...byGroup].map(([groupId, isIn]) => ({
    groupId,
    added: [...isIn].filter(([, isMember]) => isMember).map(([id]) => id),
    removed: [...isIn].filter(([, isMember]) => !isMember).map(([id]) => id),
  }))
}
