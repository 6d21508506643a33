import { type EventType, eventTypes } from '../../model/event.ts'
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import type { LoggedEvent } from '../destination-kind.ts'
import { toRawGroup, toRawUser } from './polis-raw.ts'

/** How Polis names a connection: two words of the operator's own (Ory Polis docs, "Directory Sync"). */
export type PolisNames = { readonly tenant: string; readonly product: string }

const polisEvents: Partial<Record<EventType, string>> = {
  'dsync.user.created': 'user.created',
  'dsync.user.updated': 'user.updated',
  'dsync.user.deleted': 'user.deleted',
  'dsync.group.created': 'group.created',
  'dsync.group.updated': 'group.updated',
  'dsync.group.deleted': 'group.deleted',
  'dsync.group.user_added': 'group.user_added',
  'dsync.group.user_removed': 'group.user_removed',
}

/** The types that Polis has a word for. */
export const polisEventTypes: ReadonlySet<EventType> = new Set(eventTypes.filter((type) => type in polisEvents))

/** An event as Polis's webhooks say it; null for one that Polis does not have. */
export function toPolisPayload(
  { type, data, streamId }: LoggedEvent,
  { tenant, product }: PolisNames,
): JsonObject | null {
  const event = polisEvents[type]
  if (event === undefined) return null
  return {
    event,
    tenant,
    product,
    directory_id: streamId,
    data: toData(type, data),
  }
}

function toData(type: EventType, data: JsonObject): JsonObject {
  if (type.startsWith('dsync.user.')) return toPolisUser(data)
  if (isJsonObject(data.user) && isJsonObject(data.group)) {
    return { ...toPolisUser(data.user), group: toPolisGroup(data.group) }
  }
  return toPolisGroup(data)
}

/** Polis has empty texts where there is no name, and the user name where there is no address. */
function toPolisUser(user: JsonObject): JsonObject {
  return {
    id: user.id ?? null,
    first_name: textOf(user.first_name),
    last_name: textOf(user.last_name),
    email: textOf(user.email) || textOf(user.username),
    active: user.state === 'active',
    raw: toRawUser(user),
  }
}

function toPolisGroup(group: JsonObject): JsonObject {
  return { id: group.id ?? null, name: textOf(group.name), raw: toRawGroup(group) }
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
