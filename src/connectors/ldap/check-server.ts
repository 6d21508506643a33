import type { Entry } from 'ldapts'
import type { CheckFinding, CheckReport, Seen } from '../connector.ts'
import { checkBases, countUpTo } from '../ldap-protocol/check-bases.ts'
import type { LdapConnection } from '../ldap-protocol/connect-ldap.ts'
import { textOf } from '../ldap-protocol/entry-values.ts'
import { presentCursor } from './change-time.ts'
import { connectServer, type LdapReading, type Searched } from './directory.ts'
import { binaryOf, groupAttributes, idOf, readGroup } from './read-entry.ts'
import { readUsers } from './tell-entries.ts'

const mostCounted = 5000

/** Looks at what the service account sees of the server. */
export async function checkServer(reading: LdapReading, signal: AbortSignal): Promise<CheckReport> {
  await using connection = await connectServer(reading, signal)
  const { users, groups } = reading
  const connected: CheckFinding = { code: 'connected', level: 'ok', text: `Signed in to ${connection.host}.` }
  const bases = await checkBases(connection, [...users.bases, ...groups.bases])
  if (bases.some(({ level }) => level === 'error')) {
    const nothing = { count: null, isAtLeast: false, sample: null }
    return { findings: [connected, ...bases], users: nothing, groups: nothing, missing: [] }
  }
  const user = await sampleOf(reading, connection, { ...users, attributes: reading.attributes.asked })
  const group = await sampleOf(reading, connection, { ...groups, attributes: groupAttributes(reading) })
  const shownUser = user ? (await readUsers([user], reading, connection)).users[0] : undefined
  const shownGroup = group && idOf(group, reading) !== null ? readGroup(group, reading) : null
  return {
    findings: [
      connected,
      ...bases,
      ...checkEntry(user, reading, 'user'),
      ...checkEntry(group, reading, 'group'),
      await checkChanges(reading, connection),
    ],
    users: await seen(connection, users, shownUser ?? null),
    groups: await seen(connection, groups, shownGroup),
    missing: [],
  }
}

async function sampleOf(
  reading: LdapReading,
  connection: LdapConnection,
  { bases, filter, attributes }: Searched & { readonly attributes: readonly string[] },
): Promise<Entry | null> {
  for (const base of bases) {
    const [entry] = await connection.search({ base, filter, attributes, binary: binaryOf(reading) }, 1)
    if (entry) return entry
  }
  return null
}

function checkEntry(entry: Entry | null, reading: LdapReading, kind: 'user' | 'group'): CheckFinding[] {
  const { id_attribute, login_attribute } = reading.settings
  if (!entry) {
    const text = `No ${kind} is found. Correct the bases or the filter, or let the service account read ${kind}s.`
    return kind === 'user' || reading.groups.bases.length > 0 ? [{ code: `no_${kind}s`, level: 'warning', text }] : []
  }
  if (idOf(entry, reading) === null) {
    const text = `${entry.dn} has no ${id_attribute}, or the service account may not read it. Correct the attribute of the id.`
    return [{ code: 'id_missing', level: 'error', text }]
  }
  if (kind === 'user' && textOf(entry, login_attribute) === null) {
    const text = `${entry.dn} has no ${login_attribute}, or the service account may not read it.`
    return [{ code: 'login_missing', level: 'warning', text }]
  }
  return [{ code: `${kind}s_readable`, level: 'ok', text: `The id and the name of ${kind}s can be read.` }]
}

async function checkChanges(reading: LdapReading, connection: LdapConnection): Promise<CheckFinding> {
  const cursor = await presentCursor(reading, connection)
  const attribute = cursor.includes('entryCSN') ? 'entryCSN' : 'modifyTimestamp'
  const text = `Changes are read by ${attribute}. Deletions, and who leaves a base or a filter, are found by full runs.`
  return { code: `changes_by_${attribute}`, level: 'ok', text }
}

async function seen<T>(connection: LdapConnection, { bases, filter }: Searched, sample: T | null): Promise<Seen<T>> {
  const places = bases.map((base) => ({ base, filter }))
  return { ...(await countUpTo(connection, places, mostCounted)), sample }
}
