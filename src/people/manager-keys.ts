import { caseKey } from '../model/user.ts'
import type { PersonUser } from '../store/people/person-user.ts'
import { attributeKey, sourceKey } from './match-keys.ts'

const prefix = 'user='

/** The key under which a user is found by its own id. */
export function userIdKey(userId: string): string {
  return `${prefix}${userId}`
}

/** The id of the user that a key names; null for keys of other kinds. */
export function userIdOf(key: string): string | null {
  return key.startsWith(prefix) ? key.slice(prefix.length) : null
}

/**
 * By which keys a user's manager is found, the best first: as a user of the same directory, by our id or the source's, else as
 * anybody of the organization who has that address or number.
 */
export function managerKeysOf(user: Pick<PersonUser, 'directoryId' | 'attributes'>): string[] {
  const { manager_id, manager_email } = user.attributes.custom_attributes
  const keys: string[] = []
  const named = textOf(manager_id)
  if (named?.startsWith('directory_user_')) keys.push(userIdKey(named))
  else if (named) {
    keys.push(sourceKey({ directoryId: user.directoryId, idpId: named }))
    keys.push(named.includes('@') ? attributeKey('mail', caseKey(named)) : attributeKey('employeeNumber', named))
  }
  const mail = textOf(manager_email)
  if (mail?.includes('@')) keys.push(attributeKey('mail', caseKey(mail)))
  return [...new Set(keys)]
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value.normalize('NFC').trim() : ''
  return text === '' || text.length > 300 ? null : text
}
