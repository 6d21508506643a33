import { type Entry, type Filter, PresenceFilter } from 'ldapts'
import type { SourceGroup, SourceUser } from '../../model/source-record.ts'
import type { LdapConnection } from '../ldap-protocol/connect-ldap.ts'
import { textsOf } from '../ldap-protocol/entry-values.ts'
import { allOf, anyOf, contains, equals } from '../ldap-protocol/filters.ts'
import { groupMissing } from '../ldap-protocol/group-missing.ts'
import { SourceError } from '../source-error.ts'
import { connectServer, type LdapReading, nameKey } from './directory.ts'
import { binaryOf, groupAttributes, groupId, idOf, memberKeys, readGroup } from './read-entry.ts'
import { readUsers } from './tell-entries.ts'

const anything = new PresenceFilter({ attribute: 'objectClass' })
const idsAtOnce = 50

/** Finds users by a part of their name, login or address. */
export async function findUsers(
  reading: LdapReading,
  { text, limit }: { readonly text: string; readonly limit: number },
  signal: AbortSignal,
): Promise<readonly SourceUser[]> {
  await using connection = await connectServer(reading, signal)
  const names = [...new Set(['cn', 'displayName', 'mail', reading.settings.login_attribute])]
  const wanted = text.trim() === '' ? null : anyOf(names.map((name) => contains(name, text.trim())))
  const found: Entry[] = []
  for (const base of reading.users.bases) {
    const filter = allOf(reading.users.filter, wanted)
    const search = { base, filter, attributes: reading.attributes.asked, binary: binaryOf(reading) }
    const left = limit - found.length
    if (left > 0) found.push(...(await connection.search(search, left)))
  }
  return (await readUsers(found.slice(0, limit), reading, connection)).users
}

/** Finds groups by a part of their name. */
export async function findGroups(
  reading: LdapReading,
  { text, limit }: { readonly text: string; readonly limit: number },
  signal: AbortSignal,
): Promise<readonly SourceGroup[]> {
  await using connection = await connectServer(reading, signal)
  const wanted = text.trim() === '' ? null : contains('cn', text.trim())
  const found: Entry[] = []
  for (const base of reading.groups.bases) {
    const filter = allOf(reading.groups.filter, wanted)
    const search = { base, filter, attributes: groupAttributes(reading), binary: binaryOf(reading) }
    const left = limit - found.length
    if (left > 0) found.push(...(await connection.search(search, left)))
  }
  return found.slice(0, limit).map((entry) => readGroup(entry, reading))
}

/** The ids of all users in a group and in the groups within it, each group once, so that a circle ends. */
export async function* membersOf(
  reading: LdapReading,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<readonly string[]> {
  await using connection = await connectServer(reading, signal)
  const seen = new Set<string>()
  let waiting = await searchGroups(reading, connection, equals(reading.settings.id_attribute, idBytes(id, reading)))
  if (waiting.length === 0) throw groupMissing(id)
  while (waiting.length > 0) {
    const next: Entry[] = []
    for (const group of waiting) {
      const key = groupId(group, reading)
      if (seen.has(key)) continue
      seen.add(key)
      const { ids, groups } = await resolve(reading, connection, group)
      if (ids.length > 0) yield ids
      next.push(...groups)
    }
    waiting = next
  }
}

function idBytes(id: string, reading: LdapReading): string | Buffer {
  return binaryOf(reading).length > 0 ? Buffer.from(id, 'hex') : id
}

async function searchGroups(
  reading: LdapReading,
  connection: LdapConnection,
  filter: Filter,
): Promise<readonly Entry[]> {
  const { id_attribute, member_attribute } = reading.settings
  const attributes = [id_attribute, member_attribute]
  const found: Entry[] = []
  for (const base of reading.groups.bases) {
    const search = { base, filter: allOf(filter, reading.groups.filter), attributes, binary: binaryOf(reading) }
    found.push(...(await connection.search(search)))
  }
  return found
}

type Resolved = { readonly ids: readonly string[]; readonly groups: readonly Entry[] }

/** Members by login are users, found together. Members by name are users or groups, and each is looked at. */
async function resolve(reading: LdapReading, connection: LdapConnection, group: Entry): Promise<Resolved> {
  const { member_attribute, login_attribute } = reading.settings
  if (member_attribute !== 'memberUid') return resolveNames(reading, connection, group)
  const keys = memberKeys(group, reading)
  const ids: string[] = []
  for (let at = 0; at < keys.length; at += idsAtOnce) {
    const filter = anyOf(keys.slice(at, at + idsAtOnce).map((key) => equals(login_attribute, key)))
    ids.push(...(await userIds(reading, connection, { filter })))
  }
  return { ids, groups: [] }
}

async function resolveNames(reading: LdapReading, connection: LdapConnection, group: Entry): Promise<Resolved> {
  const ids: string[] = []
  const groups: Entry[] = []
  for (const name of textsOf(group, reading.settings.member_attribute)) {
    const base = name.replace(/#'[01]*'B$/, '')
    if (nameKey(base) === nameKey(group.dn)) continue
    const found = await userIds(reading, connection, { filter: anything, base })
    if (found.length > 0) ids.push(...found)
    else groups.push(...(await groupAt(reading, connection, base)))
  }
  return { ids, groups }
}

async function userIds(
  reading: LdapReading,
  connection: LdapConnection,
  { filter, base }: { readonly filter: Filter; readonly base?: string },
): Promise<readonly string[]> {
  const search = { filter: allOf(filter, reading.users.filter), attributes: [reading.settings.id_attribute] }
  const ids: string[] = []
  for (const place of base === undefined ? reading.users.bases : [base]) {
    const scope = base === undefined ? 'sub' : 'base'
    const found = await orNothing(connection.search({ ...search, base: place, scope, binary: binaryOf(reading) }))
    ids.push(...found.map((entry) => idOf(entry, reading)).filter((id) => id !== null))
  }
  return ids
}

async function groupAt(reading: LdapReading, connection: LdapConnection, base: string): Promise<readonly Entry[]> {
  const { id_attribute, member_attribute } = reading.settings
  const attributes = [id_attribute, member_attribute]
  const search = { base, scope: 'base', filter: reading.groups.filter, attributes, binary: binaryOf(reading) } as const
  return await orNothing(connection.search(search))
}

/** A member that is not there, or may not be seen, is no member. */
async function orNothing(found: Promise<readonly Entry[]>): Promise<readonly Entry[]> {
  return await found.catch((error: unknown) => {
    const isMissing = error instanceof SourceError && /^(?:settings_invalid|permission_missing)$/.test(error.code)
    if (isMissing) return []
    throw error
  })
}
