import { type Control, type Entry, type Filter, PresenceFilter } from 'ldapts'
import type { ConnectorTools } from '../connector.ts'
import { ExtendedNames } from '../ldap-protocol/controls.ts'
import { bytesOf } from '../ldap-protocol/entry-values.ts'
import { allOf, anyOf, equals } from '../ldap-protocol/filters.ts'
import type { Controller, Searched } from './controller.ts'
import { guidBytes, relativeId, siblingSid } from './object-guid.ts'
import { entryId } from './read-group.ts'
import type { UserAttributes } from './read-user.ts'
import type { ActiveDirectorySettings } from './settings.ts'
import { type UsnWindow, usnWindows } from './usn-windows.ts'

/** What a listing works with. */
export type Reading = {
  readonly settings: ActiveDirectorySettings
  readonly tools: ConnectorTools
  readonly attributes: UserAttributes
  readonly pageSizes: PageSizes
}

export type PageSizes = {
  readonly records: number
  readonly members: number
  /** How many members are read of each group at once with the group itself; the others follow by ranges. */
  readonly firstRange: number
  readonly range: number
}

/** What is asked for of each object. */
export type Asked = {
  readonly attributes: readonly string[]
  readonly controls?: readonly Control[]
}

const binary = ['objectGUID', 'objectSid']
const idsAtOnce = 100

/**
 * Reads objects in windows of the numbers with which they were created, each window in all bases at once: whoever moves between two of
 * them during a listing is in the one or the other.
 */
export function createdWindows(
  { connection, usn }: Controller,
  { bases, filter, after = 0 }: Searched & { readonly after?: number },
  asked: Asked,
): AsyncGenerator<UsnWindow> {
  const read = async (window: Filter) => {
    const { attributes, controls = [new ExtendedNames()] } = asked
    const found: Entry[] = []
    for (const base of bases) {
      found.push(...(await connection.search({ base, filter: allOf(filter, window), attributes, binary, controls })))
    }
    return found
  }
  return usnWindows({ attribute: 'uSNCreated', from: after + 1, through: usn, read })
}

/** The objects with these ids that are where they are looked for and are what is looked for. */
export async function readByIds(
  { connection }: Controller,
  { bases, filter }: Searched,
  { ids, attributes }: { readonly ids: readonly string[]; readonly attributes: readonly string[] },
): Promise<readonly Entry[]> {
  const found: Entry[] = []
  const all = ids.map(guidBytes).filter((bytes) => bytes !== null)
  for (let at = 0; at < all.length; at += idsAtOnce) {
    const anyId = anyOf(all.slice(at, at + idsAtOnce).map((bytes) => equals('objectGUID', bytes)))
    for (const base of bases) {
      const search = { base, filter: allOf(anyId, filter), attributes, binary, controls: [new ExtendedNames()] }
      found.push(...(await connection.search(search)))
    }
  }
  return found
}

/** Finds the group that an account has as its primary group, whose members Active Directory does not list; null for one that is not read. */
export type FindPrimaryGroup = (account: Entry, relative: number) => Promise<string | null>

/** Primary groups are few, and each is looked up once. */
export function primaryGroups({ connection, groups }: Controller): FindPrimaryGroup {
  const known = new Map<number, string | null>()
  async function find(sid: Buffer): Promise<string | null> {
    for (const base of groups.bases) {
      const filter = allOf(equals('objectSid', sid), groups.filter)
      const [group] = await connection.search({ base, filter, attributes: ['objectGUID'], binary })
      if (group) return entryId(group)
    }
    return null
  }
  return async (account, relative) => {
    const sid = bytesOf(account, 'objectSid')
    if (!sid) return null
    const group = known.get(relative)
    if (group !== undefined) return group
    const found = await find(siblingSid(sid, relative))
    known.set(relative, found)
    return found
  }
}

/** The ids of the users that have a group as their primary group, by the number of the group in its domain. */
export async function* primaryMembers(controller: Controller, relative: number): AsyncGenerator<readonly string[]> {
  const isPrimary = equals('primaryGroupID', String(relative))
  const { bases, filter } = controller.users
  const searched = { bases, filter: allOf(filter, isPrimary) }
  for await (const { entries } of createdWindows(controller, searched, { attributes: ['objectGUID'] })) {
    if (entries.length > 0) yield entries.map(entryId)
  }
}

/** The number of a group within its domain, by which accounts name their primary group. */
export function groupNumber(group: Entry): number | null {
  const sid = bytesOf(group, 'objectSid')
  return sid ? relativeId(sid) : null
}

/** A filter for an object itself. */
export const itself = new PresenceFilter({ attribute: 'objectClass' })
