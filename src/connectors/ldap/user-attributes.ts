import { linesOf } from '../ldap-protocol/server-fields.ts'
import type { LdapSettings } from './settings.ts'

/** What is passed on of every user (RFC 2798, RFC 4519). Nothing in it changes by itself. */
const usual = [
  ...['cn', 'uid', 'mail', 'givenName', 'sn', 'initials', 'displayName', 'title', 'o', 'ou', 'departmentNumber'],
  ...['employeeNumber', 'employeeType', 'description', 'telephoneNumber', 'mobile', 'facsimileTelephoneNumber'],
  ...[
    'physicalDeliveryOfficeName',
    'street',
    'l',
    'st',
    'postalCode',
    'postalAddress',
    'preferredLanguage',
    'roomNumber',
  ],
]

/** What servers have to say that an account may not be used: ppolicy, 389 Directory Server, eDirectory. */
export const statusAttributes = ['pwdAccountLockedTime', 'nsAccountLock', 'loginDisabled'] as const

/** Which attributes are read of a user. An administrator's own that have several values are written `mail[]`. */
export function userAttributes(settings: Pick<LdapSettings, 'attributes' | 'id_attribute' | 'login_attribute'>) {
  const own = linesOf(settings.attributes)
  const names = [...new Set([...usual, ...own.map((name) => name.replace(/\[\]$/, ''))])]
  const lists = new Set(own.filter((name) => name.endsWith('[]')).map((name) => name.slice(0, -2)))
  const needed = [settings.id_attribute, settings.login_attribute, 'manager', ...statusAttributes]
  return { names, lists, asked: [...new Set([...needed, ...names])] }
}
