import type { JsonObject } from '../../model/json.ts'
import type { ShownUser, UserGroup } from '../../model/user.ts'
import { type JsonText, toJsonText } from '../json-text.ts'
import { showsEverything } from './projection.ts'
import { etagOf, type WriteOptions, writeUser } from './write-resource.ts'

/**
 * Writes out the User resources of an answer. Where all of a user is shown, it is put together around the text of the
 * document, which is neither parsed nor written anew; it says what `writeUser` does, in another order.
 */
export function shownUserWriter(options: WriteOptions): (user: ShownUser) => JsonText {
  if (!showsEverything(options.projection)) return (user) => toJsonText(writeUser(withDocument(user), options))
  const base = escaped(options.baseUrl)
  return (user) => {
    const id = escaped(user.id)
    const attributes = user.documentText.slice(1, -1)
    const rest = `${groupsOf(user, base)}"meta":${metaOf(user, `${base}/Users/${id}`)}}`
    return attributes === '' ? [`{"id":"${id}",${rest}`] : [`{"id":"${id}",`, attributes, `,${rest}`]
  }
}

function withDocument({ documentText, ...user }: ShownUser) {
  return { ...user, document: JSON.parse(documentText) as JsonObject }
}

function groupsOf({ groups }: ShownUser, base: string): string {
  return groups.length === 0 ? '' : `"groups":[${groups.map((group) => writeUserGroup(group, base)).join(',')}],`
}

function writeUserGroup({ id, displayName }: UserGroup, base: string): string {
  const value = escaped(id)
  const display = JSON.stringify(displayName)
  return `{"value":"${value}","$ref":"${base}/Groups/${value}","display":${display},"type":"direct"}`
}

function metaOf({ createdAt, updatedAt, version }: ShownUser, location: string): string {
  const created = createdAt.toISOString()
  const lastModified = updatedAt.getTime() === createdAt.getTime() ? created : updatedAt.toISOString()
  const times = `"created":"${created}","lastModified":"${lastModified}"`
  return `{"resourceType":"User",${times},"location":"${location}","version":${JSON.stringify(etagOf(version))}}`
}

/** A text as it stands between the quotes of JSON. */
function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}
