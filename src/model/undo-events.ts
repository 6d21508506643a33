import { isJsonObject, type Json, type JsonObject } from './json.ts'

/** What undoing needs of an event. */
export type UndoneEvent = { readonly type: string; readonly data: JsonObject; readonly previous: JsonObject | null }

/** A person at one time: the user as the API shows it, null where there was none, and the groups that it was a direct member of. */
export type PersonState = {
  readonly user: JsonObject | null
  /** By id, with their names. */
  readonly groups: ReadonlyMap<string, string>
  /** Whether those are all: a deletion ends memberships without an event of each. */
  readonly areGroupsKnown: boolean
}

/** Nobody. */
export const nobody: PersonState = { user: null, groups: new Map(), areGroupsKnown: true }

/** The person before an event, from the person after it. */
export function undoEvent(after: PersonState, { type, data, previous }: UndoneEvent): PersonState {
  switch (type) {
    case 'dsync.user.created':
      return nobody
    case 'dsync.user.updated':
      return { ...after, user: withoutTime(withPrevious(data, previous ?? {})) }
    case 'dsync.user.deleted':
      return { user: withoutTime(data), groups: new Map(), areGroupsKnown: false }
    case 'dsync.group.user_added':
      return { ...after, groups: without(after.groups, groupOf(data).id) }
    case 'dsync.group.user_removed':
      return { ...after, groups: new Map([...after.groups, [groupOf(data).id, groupOf(data).name]]) }
    default:
      return after
  }
}

/** The person after an event, from the person before it: what `undoEvent` undoes. */
export function applyEvent(before: PersonState, { type, data }: UndoneEvent): PersonState {
  switch (type) {
    case 'dsync.user.created':
      return { user: withoutTime(data), groups: new Map(), areGroupsKnown: true }
    case 'dsync.user.updated':
      return { ...before, user: withoutTime(data) }
    case 'dsync.user.deleted':
      return nobody
    case 'dsync.group.user_added':
      return { ...before, groups: new Map([...before.groups, [groupOf(data).id, groupOf(data).name]]) }
    case 'dsync.group.user_removed':
      return { ...before, groups: without(before.groups, groupOf(data).id) }
    default:
      return before
  }
}

/** The person before all of these events, the last of which comes first. */
export function undoEvents(now: PersonState, events: readonly UndoneEvent[]): PersonState {
  return events.reduce(undoEvent, now)
}

/** The user as events compare it: the time of the last change is that of the event, and is not told of as a change. */
export function withoutTime(user: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(user).filter(([name]) => name !== 'updated_at' && name !== 'groups'))
}

/** A value that was there before and is null was not there at all. */
function withPrevious(data: JsonObject, previous: JsonObject): JsonObject {
  const { custom_attributes: custom, ...roots } = previous
  const values = { ...objectOf(data.custom_attributes), ...objectOf(custom) }
  const attributes = Object.entries(values).filter(([, value]) => value !== null)
  return { ...data, ...roots, custom_attributes: Object.fromEntries(attributes) }
}

function without(groups: ReadonlyMap<string, string>, id: string): ReadonlyMap<string, string> {
  return new Map([...groups].filter(([one]) => one !== id))
}

function groupOf(data: JsonObject): { readonly id: string; readonly name: string } {
  const { id, name } = objectOf(data.group)
  return { id: String(id ?? ''), name: String(name ?? '') }
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}
