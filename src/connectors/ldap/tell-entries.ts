import { type Entry, PresenceFilter } from 'ldapts'
import type { SourceMembers, SourceUser, UnreadableRecord } from '../../model/source-record.ts'
import { caseKey } from '../../model/user.ts'
import type { LdapConnection } from '../ldap-protocol/connect-ldap.ts'
import { bytesOf, textOf } from '../ldap-protocol/entry-values.ts'
import { allOf, anyOf, equals } from '../ldap-protocol/filters.ts'
import { SourceError } from '../source-error.ts'
import { type LdapReading, nameKey } from './directory.ts'
import { binaryOf, groupId, idOf, type ManagerKey, memberKeys, readUser } from './read-entry.ts'

const anything = new PresenceFilter({ attribute: 'objectClass' })
const idsAtOnce = 50

/** Users of a page, and those of which too little can be seen. */
export type UserPage = { readonly users: readonly SourceUser[]; readonly unreadable?: readonly UnreadableRecord[] }

/** Reads the users of a page; what the entries themselves do not say is looked up. */
export async function readUsers(
  entries: readonly Entry[],
  reading: LdapReading,
  connection: LdapConnection,
): Promise<UserPage> {
  const disabled = await disabledOf(entries, reading, connection)
  const managerKey = await managerKeys(entries, reading, connection)
  const records = entries.map((entry) =>
    readUser(entry, reading, { isDisabled: disabled.has(idOf(entry, reading)), managerKey }),
  )
  const unreadable = records.filter((record) => 'code' in record)
  return { users: records.filter((record) => 'status' in record), ...(unreadable.length > 0 && { unreadable }) }
}

/** The server judges the filter: it knows how its attributes are compared. */
async function disabledOf(
  entries: readonly Entry[],
  reading: LdapReading,
  connection: LdapConnection,
): Promise<ReadonlySet<string | null>> {
  const found = new Set<string | null>()
  const { disabled, settings } = reading
  if (disabled === null) return found
  for (let at = 0; at < entries.length; at += idsAtOnce) {
    const anyId = anyOf(
      entries.slice(at, at + idsAtOnce).map((entry) => equals(settings.id_attribute, idValue(entry, reading))),
    )
    for (const base of reading.users.bases) {
      const search = {
        base,
        filter: allOf(anyId, disabled),
        attributes: [settings.id_attribute],
        binary: binaryOf(reading),
      }
      for (const entry of await connection.search(search)) found.add(idOf(entry, reading))
    }
  }
  return found
}

function idValue(entry: Entry, { settings }: LdapReading): string | Buffer {
  return bytesOf(entry, settings.id_attribute) ?? textOf(entry, settings.id_attribute) ?? ''
}

/** Managers are named by their entries. Where members are named by logins, so are records, and the manager's login is looked up. */
async function managerKeys(
  entries: readonly Entry[],
  { settings }: LdapReading,
  connection: LdapConnection,
): Promise<ManagerKey> {
  if (settings.member_attribute !== 'memberUid') return nameKey
  const known = new Map<string, string | null>()
  for (const name of new Set(entries.map((entry) => textOf(entry, 'manager')))) {
    if (name !== null) known.set(name, await loginOf(name, settings.login_attribute, connection))
  }
  return (name) => known.get(name) ?? null
}

async function loginOf(base: string, attribute: string, connection: LdapConnection): Promise<string | null> {
  const search = { base, scope: 'base', filter: anything, attributes: [attribute] } as const
  const found = await connection.search(search).catch((error: unknown) => {
    if (error instanceof SourceError && error.code === 'settings_invalid') return []
    throw error
  })
  const login = found[0] ? textOf(found[0], attribute) : null
  return login === null ? null : caseKey(login)
}

/** The members of some groups, in lists of at most so many members in all. */
export function* memberPages(
  groups: readonly Entry[],
  reading: LdapReading,
  limit: number,
): Generator<readonly SourceMembers[]> {
  let [page, size] = [[] as SourceMembers[], 0]
  for (const group of groups) {
    const [id, keys] = [groupId(group, reading), memberKeys(group, reading)]
    for (let at = 0; at < keys.length; ) {
      const memberIds = keys.slice(at, at + limit - size)
      page.push({ groupId: id, memberIds })
      at += memberIds.length
      size += memberIds.length
      if (size < limit) continue
      yield page
      page = []
      size = 0
    }
  }
  if (size > 0) yield page
}
