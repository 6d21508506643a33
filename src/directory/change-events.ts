import { isDeepStrictEqual } from 'node:util'
import { toDirectoryGroupObject } from '../model/directory-group-object.ts'
import { toDirectoryUserObject } from '../model/directory-user-object.ts'
import type { EventType } from '../model/event.ts'
import type { Group } from '../model/group.ts'
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import type { User } from '../model/user.ts'
import type { Change, MemberChange } from './changes.ts'

/** An event before it has a place in its stream. */
export type EventContent = {
  readonly type: EventType
  readonly objectId: string
  readonly data: JsonObject
  readonly previous: JsonObject | null
}

/** The members that were not loaded when the plan was made, by id. */
export type LateMembers = ReadonlyMap<string, User | Group>

/**
 * The event that tells of a change, in WorkOS's shape; null for a change that tells nobody anything: a group whose
 * members alone changed (they have events of their own), a pending member, a member that is gone.
 */
export function toEventContent(change: Change, lateMembers: LateMembers): EventContent | null {
  switch (change.type) {
    case 'user_created':
      return plain('dsync.user.created', toDirectoryUserObject(change.after))
    case 'user_deleted':
      return plain('dsync.user.deleted', toDirectoryUserObject(change.before))
    case 'user_updated':
      return userUpdated(change.before, change.after)
    case 'group_created':
      return plain('dsync.group.created', toDirectoryGroupObject(change.after))
    case 'group_deleted':
      return plain('dsync.group.deleted', toDirectoryGroupObject(change.before))
    case 'group_updated':
      return groupUpdated(change.before, change.after)
    default:
      return memberEvent(change, lateMembers)
  }
}

function plain(type: EventType, data: JsonObject): EventContent {
  return { type, objectId: String(data.id), data, previous: null }
}

function userUpdated(before: User, after: User): EventContent {
  const data = toDirectoryUserObject(after)
  const previous = previousAttributes(toDirectoryUserObject(before), data)
  if (previous) return { type: 'dsync.user.updated', objectId: after.id, data, previous }
  return { type: 'muster.user.source_updated', objectId: after.id, data, previous: sourceDifference(before, after) }
}

function groupUpdated(before: Group, after: Group): EventContent | null {
  const data = toDirectoryGroupObject(after)
  const previous = previousAttributes(toDirectoryGroupObject(before), data)
  if (previous) return { type: 'dsync.group.updated', objectId: after.id, data, previous }
  if (isDeepStrictEqual(before.document, after.document)) return null
  return { type: 'muster.group.source_updated', objectId: after.id, data, previous: sourceDifference(before, after) }
}

function memberEvent(change: MemberChange, lateMembers: LateMembers): EventContent | null {
  if (!change.isAnnounced || change.memberType === 'pending') return null
  const { group, memberId } = change
  const member = change.member ?? lateMembers.get(memberId)
  if (!member) return null
  const isAdded = change.type === 'member_added'
  const common = { directory_id: group.directoryId, group: toDirectoryGroupObject(group) }
  if ('userName' in member) {
    const type = isAdded ? 'dsync.group.user_added' : 'dsync.group.user_removed'
    return { type, objectId: group.id, data: { ...common, user: toDirectoryUserObject(member) }, previous: null }
  }
  const type = isAdded ? 'muster.group.group_added' : 'muster.group.group_removed'
  return { type, objectId: group.id, data: { ...common, member_group: toDirectoryGroupObject(member) }, previous: null }
}

/**
 * WorkOS's `previous_attributes`: the root properties, and those of `custom_attributes`, that are not what they were,
 * with what they were; null for one that did not exist. `updated_at` always changes and is left out.
 */
export function previousAttributes(before: JsonObject, after: JsonObject): JsonObject | null {
  const previous = shallowDifference(before, after, ['updated_at', 'custom_attributes'])
  const custom = shallowDifference(objectOf(before.custom_attributes), objectOf(after.custom_attributes), [])
  if (Object.keys(custom).length > 0) previous.custom_attributes = custom
  return Object.keys(previous).length > 0 ? previous : null
}

function sourceDifference(before: { document: JsonObject }, after: { document: JsonObject }): JsonObject {
  return { document: shallowDifference(before.document, after.document, []) }
}

function shallowDifference(before: JsonObject, after: JsonObject, except: readonly string[]): JsonObject {
  const difference: JsonObject = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (except.includes(key) || isDeepStrictEqual(before[key], after[key])) continue
    difference[key] = before[key] ?? null
  }
  return difference
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}
