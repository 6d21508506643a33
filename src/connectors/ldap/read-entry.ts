import type { Entry } from 'ldapts'
import type { SourceGroup, SourceStatus, SourceUser, UnreadableRecord } from '../../model/source-record.ts'
import { caseKey } from '../../model/user.ts'
import { orgUnitPath } from '../ldap-protocol/distinguished-name.ts'
import { bytesOf, readableAttributes, textOf, textsOf } from '../ldap-protocol/entry-values.ts'
import { SourceError } from '../source-error.ts'
import { type LdapReading, nameKey } from './directory.ts'

const groupNames = ['cn', 'description', 'mail', 'displayName', 'gidNumber']
const none: ReadonlySet<string> = new Set()
/** Ids that are bytes: eDirectory's, and objectGUID. */
const binaryIds = ['GUID', 'objectGUID']

/** What has to be asked for to read a group, its members apart. */
export const groupAttributes = ({ settings }: LdapReading): readonly string[] => [settings.id_attribute, ...groupNames]

/** The attributes that are to come as bytes, as servers write them: people may write them in another case. */
export function binaryOf({ settings }: LdapReading): readonly string[] {
  const { id_attribute } = settings
  const known = binaryIds.find((name) => name.toLowerCase() === id_attribute.toLowerCase())
  return known === undefined ? [] : [known, id_attribute]
}

/** The immutable id of an entry; null where the service account may not see it, or the entry has none. */
export function idOf(entry: Entry, { settings }: LdapReading): string | null {
  const text = textOf(entry, settings.id_attribute)
  return text?.toLowerCase() ?? bytesOf(entry, settings.id_attribute)?.toString('hex') ?? null
}

/** The manager of an entry as members of groups are named; where those are named by logins, managers are looked up. */
export type ManagerKey = (name: string) => string | null

/** Reads a user. `isDisabled` says whether the entry satisfies the filter of disabled users. */
export function readUser(
  entry: Entry,
  reading: LdapReading,
  { isDisabled, managerKey }: { readonly isDisabled: boolean; readonly managerKey: ManagerKey },
): SourceUser | UnreadableRecord {
  const { settings, attributes } = reading
  const id = idOf(entry, reading)
  if (id === null) {
    const text = `This entry has no ${settings.id_attribute}, or the service account may not read it. Correct the attribute of the id.`
    return { kind: 'user', id: nameKey(entry.dn), name: entry.dn, code: 'attribute_hidden', text }
  }
  const login = textOf(entry, settings.login_attribute)
  const manager = textOf(entry, 'manager')
  return {
    id,
    ...statusOf(entry, isDisabled),
    attributes: {
      ...readableAttributes(entry, attributes.names, attributes.lists),
      dn: entry.dn,
      login,
      manager,
    },
    orgUnit: orgUnitPath(entry.dn),
    alias: settings.member_attribute === 'memberUid' ? caseKey(login ?? id) : nameKey(entry.dn),
    manager: manager === null ? null : managerKey(manager),
  }
}

/**
 * 000001010000Z is an account that only an administrator unlocks; any other time is a lockout after wrong passwords, which passes
 * (draft-behera-ldap-password-policy section 5.3.3).
 */
const lockedForGood = /^000001010000(?:00)?Z$/

function statusOf(
  entry: Entry,
  isDisabled: boolean,
): { status: SourceStatus; statusDetail: string; isLocked?: boolean } {
  const lockedAt = textOf(entry, 'pwdAccountLockedTime') ?? ''
  const isTrue = (name: string) => textOf(entry, name)?.toUpperCase() === 'TRUE'
  if (isDisabled) return { status: 'suspended', statusDetail: 'disabled by the filter' }
  if (isTrue('nsAccountLock')) return { status: 'suspended', statusDetail: 'nsAccountLock' }
  if (isTrue('loginDisabled')) return { status: 'suspended', statusDetail: 'loginDisabled' }
  if (lockedForGood.test(lockedAt)) return { status: 'suspended', statusDetail: 'pwdAccountLockedTime' }
  return { status: 'active', statusDetail: 'active', ...(lockedAt !== '' && { isLocked: true }) }
}

/** Reads a group, its members apart. */
export function readGroup(entry: Entry, reading: LdapReading): SourceGroup {
  const isByLogin = reading.settings.member_attribute === 'memberUid'
  return {
    id: groupId(entry, reading),
    name: textOf(entry, 'cn') ?? entry.dn,
    attributes: { ...readableAttributes(entry, groupNames, none), dn: entry.dn },
    orgUnit: orgUnitPath(entry.dn),
    ...(!isByLogin && { alias: nameKey(entry.dn) }),
  }
}

export function groupId(entry: Entry, reading: LdapReading): string {
  const id = idOf(entry, reading)
  if (id !== null) return id
  const { id_attribute } = reading.settings
  throw new SourceError('permission_missing', `The service account may not read ${id_attribute} of ${entry.dn}.`)
}

/** The members of a group as their records are named. Groups by names that must not be empty often have themselves in them. */
export function memberKeys(entry: Entry, { settings }: LdapReading): readonly string[] {
  const own = nameKey(entry.dn)
  const toKey = settings.member_attribute === 'memberUid' ? caseKey : nameKey
  return textsOf(entry, settings.member_attribute)
    .map(toKey)
    .filter((key) => key !== '' && key !== own)
}
