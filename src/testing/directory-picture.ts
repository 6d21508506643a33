import type { Event } from '../model/event.ts'
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import type { setUpSync } from './sync-engine.ts'

/** What a directory holds, by the ids of its source, so that two directories can be compared. */
export type DirectoryPicture = {
  readonly users: Record<string, JsonObject>
  readonly groups: Record<string, string>
  readonly members: Record<string, string[]>
}

type TestSync = Pick<Awaited<ReturnType<typeof setUpSync>>, 'database' | 'directory' | 'members'>

type UserRow = {
  readonly id: string
  readonly idp_id: string
  readonly active: boolean
  readonly attributes: JsonObject
  readonly document: JsonObject
}

/** Looks into the tables of a directory. `documents` are the records of users as the source has them, which no event tells. */
export async function directoryPicture({ database, directory, members }: TestSync) {
  const values = [directory.organizationId, directory.directoryId]
  const users = await database.query<UserRow>({
    text: `select id, idp_id, active, attributes, document from users
      where organization_id = $1 and directory_id = $2 order by idp_id`,
    values,
  })
  const groups = await database.query<{ idp_id: string; name: string }>({
    text: `select idp_id, display_name as name from groups
      where organization_id = $1 and directory_id = $2 order by idp_id`,
    values,
  })
  const idpIds = new Map(users.map(({ id, idp_id }) => [id, idp_id]))
  const told: DirectoryPicture = {
    users: Object.fromEntries(
      users.map(({ idp_id, active, attributes }) => [
        idp_id,
        { ...comparable(attributes, idpIds), state: active ? 'active' : 'inactive' },
      ]),
    ),
    groups: Object.fromEntries(groups.map(({ idp_id, name }) => [idp_id, name])),
    members: await members(),
  }
  return { told, documents: Object.fromEntries(users.map(({ idp_id, document }) => [idp_id, document])) }
}

/** A manager is named by the id at the source: ours differ from directory to directory. */
function comparable(attributes: JsonObject, idpIds: ReadonlyMap<string, string>): JsonObject {
  const custom = isJsonObject(attributes.custom_attributes) ? attributes.custom_attributes : {}
  const { manager_id: manager } = custom
  if (typeof manager !== 'string') return attributes
  const named = idpIds.get(manager) ?? `unknown: ${manager}`
  return { ...attributes, custom_attributes: { ...custom, manager_id: named } }
}

// What differs from directory to directory, or is only in one of the two.
const own = ['object', 'id', 'idp_id', 'directory_id', 'organization_id', 'created_at', 'updated_at', 'raw_attributes']

/** What a consumer knows that has only ever seen the events of a directory. */
export function pictureOfEvents(events: readonly Event[]): DirectoryPicture {
  const objects = new Map<string, JsonObject>()
  const members = new Map<string, Set<string>>()
  for (const { type, objectId, data } of events) {
    if (/^dsync\.(user|group)\.(created|updated)$/.test(type)) objects.set(objectId, data)
    else if (/^dsync\.(user|group)\.deleted$/.test(type)) {
      objects.delete(objectId)
      members.delete(objectId)
      for (const ids of members.values()) ids.delete(objectId)
    } else if (/^dsync\.group\.user_(added|removed)$/.test(type)) {
      const ids = members.get(objectId) ?? new Set()
      members.set(objectId, ids)
      if (type.endsWith('_added')) ids.add(idOf(data.user))
      else ids.delete(idOf(data.user))
    }
  }
  return toPicture(objects, members)
}

function idOf(value: Json | undefined): string {
  return isJsonObject(value) && typeof value.id === 'string' ? value.id : ''
}

function withoutOwn(user: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(user).filter(([name]) => !own.includes(name)))
}

function toPicture(
  objects: ReadonlyMap<string, JsonObject>,
  members: ReadonlyMap<string, Set<string>>,
): DirectoryPicture {
  const idpIds = new Map([...objects].map(([id, { idp_id }]) => [id, String(idp_id)]))
  const named = (id: string) => idpIds.get(id) ?? `unknown: ${id}`
  const all = [...objects.values()].sort((a, b) => (String(a.idp_id) < String(b.idp_id) ? -1 : 1))
  const users = all.filter(({ object }) => object === 'directory_user')
  const groups = all.filter(({ object }) => object === 'directory_group')
  return {
    users: Object.fromEntries(users.map((user) => [String(user.idp_id), withoutOwn(comparable(user, idpIds))])),
    groups: Object.fromEntries(groups.map(({ idp_id, name }) => [String(idp_id), String(name)])),
    members: Object.fromEntries(
      groups.map(({ id, idp_id }) => [String(idp_id), [...(members.get(String(id)) ?? [])].map(named).sort()]),
    ),
  }
}
