import type { Entry } from 'ldapts'
import type { SourceGroup } from '../../model/source-record.ts'
import { caseKey } from '../../model/user.ts'
import { canonicalName, orgUnitPath } from '../ldap-protocol/distinguished-name.ts'
import { bytesOf, readableAttributes, textOf } from '../ldap-protocol/entry-values.ts'
import { SourceError } from '../source-error.ts'
import { parseExtendedName } from './extended-name.ts'
import { guidText } from './object-guid.ts'

const names = ['cn', 'sAMAccountName', 'displayName', 'description', 'mail', 'groupType', 'info']
const none: ReadonlySet<string> = new Set()

/** What has to be asked for to read a group. */
export const groupAttributes: readonly string[] = ['objectGUID', ...names]

/** Reads an entry that was asked for with extended names, its members apart. */
export function readGroup(entry: Entry): SourceGroup {
  const { name } = parseExtendedName(entry.dn)
  return {
    id: entryId(entry),
    name: textOf(entry, 'cn') ?? textOf(entry, 'sAMAccountName') ?? name,
    attributes: { ...readableAttributes(entry, names, none), distinguishedName: name },
    orgUnit: orgUnitPath(name),
    alias: caseKey(canonicalName(name)),
  }
}

/** The immutable id of an entry. */
export function entryId(entry: Entry): string {
  const guid = bytesOf(entry, 'objectGUID')
  if (guid) return guidText(guid)
  throw new SourceError('permission_missing', `The service account may not read objectGUID of ${entry.dn}.`)
}
