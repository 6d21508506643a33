import type { Filter } from 'ldapts'
import type { Listing } from '../connector.ts'
import type { LdapConnection } from '../ldap-protocol/connect-ldap.ts'
import { textOf } from '../ldap-protocol/entry-values.ts'
import { allOf, parseFilter } from '../ldap-protocol/filters.ts'
import { SourceError } from '../source-error.ts'
import { changedSince, presentCursor } from './change-time.ts'
import { connectServer, type LdapReading } from './directory.ts'
import { binaryOf, groupAttributes, groupId, memberKeys, readGroup } from './read-entry.ts'
import { readUsers } from './tell-entries.ts'

/**
 * Lists entries that changed, groups with all their members. Entries that are gone cannot be asked for: full listings find them. One
 * that broke off begins anew, since it is short.
 */
export async function* listChanges(reading: LdapReading, cursor: string, signal: AbortSignal): Listing {
  await using connection = await connectServer(reading, signal)
  const changed = changedSince(cursor)
  const next = await presentCursor(reading, connection)
  await refuseRenamedUnits(reading, connection, changed)
  const { page_size, member_attribute } = reading.settings
  const binary = binaryOf(reading)
  for (const base of reading.users.bases) {
    const search = { base, filter: allOf(reading.users.filter, changed), attributes: reading.attributes.asked, binary }
    for await (const entries of connection.pages(search, page_size)) {
      yield { ...(await readUsers(entries, reading, connection)), resume: cursor }
    }
  }
  const attributes = [...groupAttributes(reading), member_attribute]
  for (const base of reading.groups.bases) {
    const search = { base, filter: allOf(reading.groups.filter, changed), attributes, binary }
    for await (const entries of connection.pages(search, Math.min(page_size, 50))) {
      yield { groups: entries.map((entry) => readGroup(entry, reading)), resume: cursor }
      for (const group of entries) {
        const memberIds = memberKeys(group, reading)
        yield { wholeGroups: [{ groupId: groupId(group, reading), memberIds }], resume: cursor }
      }
    }
  }
  return { cursor: next }
}

const units = parseFilter('(|(objectClass=organizationalUnit)(objectClass=organization)(objectClass=container))')
const unitsAtOnce = 500

/**
 * Whoever is below a unit that was renamed or moved has another name with it, and is not told as changed; groups, which name their
 * members so, are. What was done to a unit cannot be seen: anything but a new one is taken for that.
 */
async function refuseRenamedUnits({ users, groups }: LdapReading, connection: LdapConnection, changed: Filter) {
  const attributes = ['createTimestamp', 'modifyTimestamp']
  for (const base of new Set([...users.bases, ...groups.bases])) {
    for await (const entries of connection.pages({ base, filter: allOf(units, changed), attributes }, unitsAtOnce)) {
      const unit = entries.find((entry) => textOf(entry, 'createTimestamp') !== textOf(entry, 'modifyTimestamp'))
      if (unit) throw namesChanged(unit.dn)
    }
  }
}

function namesChanged(unit: string): SourceError {
  const text = `${unit} was changed, and all below it may have other names with it. Everything is read anew.`
  return new SourceError('cursor_expired', text)
}
