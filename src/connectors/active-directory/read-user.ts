import type { Entry } from 'ldapts'
import type { SourceStatus, SourceUser, UnreadableRecord } from '../../model/source-record.ts'
import { caseKey } from '../../model/user.ts'
import { canonicalName, orgUnitPath } from '../ldap-protocol/distinguished-name.ts'
import { bytesOf, readableAttributes, textOf } from '../ldap-protocol/entry-values.ts'
import { parseGeneralizedTime } from '../ldap-protocol/generalized-time.ts'
import { parseExtendedName } from './extended-name.ts'
import { guidText } from './object-guid.ts'

/** What is passed on of every user. Nothing in it changes by itself: no times of logins, no counters. */
const usual = [
  'cn', 'sAMAccountName', 'userPrincipalName', 'mail', 'givenName', 'sn', 'initials', 'displayName', 'title', 'department',
  'company', 'division', 'description', 'employeeID', 'employeeNumber', 'employeeType', 'physicalDeliveryOfficeName',
  'telephoneNumber', 'mobile', 'facsimileTelephoneNumber', 'streetAddress', 'l', 'st', 'postalCode', 'co', 'c',
  'preferredLanguage', 'wWWHomePage', 'departmentNumber', 'proxyAddresses', 'userAccountControl', 'primaryGroupID',
] // biome-ignore format: a list
const usualLists = ['departmentNumber', 'proxyAddresses']
const needed = [
  'objectGUID',
  'manager',
  'accountExpires',
  'pwdLastSet',
  'whenCreated',
  'msDS-User-Account-Control-Computed',
]

const disabledBit = 0x2
const lockedBit = 0x10
/** Days from 1601-01-01, where Windows begins to count, to 1970-01-01, in milliseconds. */
const windowsEpoch = 11_644_473_600_000n
const never = 0x7fffffffffffffffn

/** Which attributes are read of a user. */
export type UserAttributes = {
  readonly names: readonly string[]
  readonly lists: ReadonlySet<string>
  /** All that has to be asked for. */
  readonly asked: readonly string[]
}

/** The usual attributes and an administrator's own, of which `otherTelephone[]` has several values. */
export function userAttributes(own: readonly string[]): UserAttributes {
  const lists = own.filter((name) => name.endsWith('[]')).map((name) => name.slice(0, -2))
  const names = [...new Set([...usual, ...own.map((name) => name.replace(/\[\]$/, ''))])]
  return { names, lists: new Set([...usualLists, ...lists]), asked: [...new Set([...needed, ...names])] }
}

/** Reads an entry that was asked for with extended names. `now` decides whether the account has expired. */
export function readUser(entry: Entry, attributes: UserAttributes, now: Date): SourceUser | UnreadableRecord {
  const guid = bytesOf(entry, 'objectGUID')
  const { name } = parseExtendedName(entry.dn)
  const id = guid ? guidText(guid) : ''
  const control = textOf(entry, 'userAccountControl')
  if (!id || control === null) {
    const missing = id ? 'userAccountControl' : 'objectGUID'
    const text = `The service account may not read ${missing} of this user. Give it the right to read all properties.`
    return { kind: 'user', id: id || name, name, code: 'attribute_hidden', text }
  }
  const managerText = textOf(entry, 'manager')
  const manager = managerText === null ? null : parseExtendedName(managerText)
  const expires = expiry(textOf(entry, 'accountExpires'))
  const created = parseGeneralizedTime(textOf(entry, 'whenCreated') ?? '')
  const isLocked = (Number(textOf(entry, 'msDS-User-Account-Control-Computed') ?? 0) & lockedBit) !== 0
  return {
    id,
    ...statusOf({ control: Number(control), expires, isFresh: textOf(entry, 'pwdLastSet') === '0', now }),
    ...(isLocked && { isLocked }),
    attributes: {
      ...readableAttributes(entry, attributes.names, attributes.lists),
      distinguishedName: name,
      accountExpires: expires?.toISOString() ?? null,
      manager: manager?.name ?? null,
      whenCreated: created?.toISOString() ?? null,
    },
    orgUnit: orgUnitPath(name),
    alias: caseKey(canonicalName(name)),
    manager: manager === null ? null : (manager.guid ?? caseKey(canonicalName(manager.name))),
  }
}

type Account = {
  readonly control: number
  readonly expires: Date | null
  /** Nobody has set a password yet: pwdLastSet is 0. */
  readonly isFresh: boolean
  readonly now: Date
}

function statusOf({ control, expires, isFresh, now }: Account): { status: SourceStatus; statusDetail: string } {
  if ((control & disabledBit) !== 0) {
    return isFresh
      ? { status: 'staged', statusDetail: 'disabled, no password yet' }
      : { status: 'suspended', statusDetail: 'disabled' }
  }
  if (expires !== null && expires <= now) return { status: 'suspended', statusDetail: 'expired' }
  return { status: 'active', statusDetail: 'enabled' }
}

/** `accountExpires` counts 100 nanoseconds since 1601; 0 and the largest number mean never. */
function expiry(text: string | null): Date | null {
  if (text === null || !/^\d{1,19}$/.test(text)) return null
  const ticks = BigInt(text)
  if (ticks === 0n || ticks >= never) return null
  const time = new Date(Number(ticks / 10_000n - windowsEpoch))
  // Years of five digits are never, too.
  return time.getTime() < 253_402_300_800_000 ? time : null
}
