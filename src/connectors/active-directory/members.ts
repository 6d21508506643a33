import { type Entry, PresenceFilter } from 'ldapts'
import { caseKey } from '../../model/user.ts'
import type { LdapConnection } from '../ldap-protocol/connect-ldap.ts'
import { ExtendedNames } from '../ldap-protocol/controls.ts'
import { canonicalName } from '../ldap-protocol/distinguished-name.ts'
import { textOf, textsOf } from '../ldap-protocol/entry-values.ts'
import { SourceError } from '../source-error.ts'
import { parseExtendedName } from './extended-name.ts'

/** How many values are asked for at once: as many as a domain controller gives by default (MaxValRange). */
export const defaultRange = 1500

/** The attribute by which the members of a group are asked for, from one of them on. */
export const memberRange = (from: number, count: number): string => `member;range=${from}-${from + count - 1}`

/** The part of a group's members that an entry has. `next`: where the next part begins; null at the end. */
export type MemberPart = { readonly memberIds: readonly string[]; readonly next: number | null }

/**
 * Reads the range that an entry came with. The server gives fewer values than were asked for when its limit is smaller, and
 * names the last range with a star: `member;range=1500-*`.
 */
export function memberPart(entry: Entry): MemberPart {
  for (const name of Object.keys(entry)) {
    const range = /^member;range=(\d+)-(\d+|\*)$/i.exec(name)
    const values = range ? textsOf(entry, name) : []
    if (!range || values.length === 0) continue
    return { memberIds: values.map(memberId), next: range[2] === '*' ? null : Number(range[1]) + values.length }
  }
  return { memberIds: textsOf(entry, 'member').map(memberId), next: null }
}

/** Whom a value names: by its immutable id, or by its name where it is not an object of this forest. */
export function memberId(value: string): string {
  const { guid, name } = parseExtendedName(value)
  return guid ?? caseKey(canonicalName(name))
}

const mostReadings = 5

/**
 * The members of a group, in parts. The group is named by its id, which a move does not change. Ranges count the members as they
 * are: when some leave between two of them, others move up and are in none, so that a group that changed meanwhile is read
 * again. Then some come twice.
 */
export async function* memberParts(
  connection: LdapConnection,
  groupId: string,
  range: number,
): AsyncGenerator<readonly string[]> {
  for (let count = 0; count < mostReadings; count++) {
    const versions = new Set<string | null>()
    for await (const { memberIds, version } of readParts(connection, groupId, range)) {
      versions.add(version)
      if (memberIds.length > 0) yield memberIds
    }
    if (versions.size < 2) return
  }
  const text = `The members of the group ${groupId} change faster than ${connection.host} tells them.`
  throw new SourceError('listing_incomplete', text)
}

/** `version` is another one after each change of the group. */
type VersionedPart = MemberPart & { readonly version: string | null }

async function* readParts(connection: LdapConnection, groupId: string, range: number): AsyncGenerator<VersionedPart> {
  for (let next: number | null = 0; next !== null; ) {
    const part: VersionedPart = await readPart(connection, groupId, memberRange(next, range))
    if (part.next !== null && part.next <= next) {
      throw new SourceError('unreadable', `${connection.host} answered with a range of members that does not go on.`)
    }
    yield part
    next = part.next
  }
}

async function readPart(connection: LdapConnection, groupId: string, attribute: string): Promise<VersionedPart> {
  const [group] = await connection.search({
    base: `<GUID=${groupId}>`,
    scope: 'base',
    filter: new PresenceFilter({ attribute: 'objectClass' }),
    attributes: [attribute, 'uSNChanged'],
    controls: [new ExtendedNames()],
  })
  return group
    ? { ...memberPart(group), version: textOf(group, 'uSNChanged') }
    : { memberIds: [], next: null, version: null }
}
