import { createHash } from 'node:crypto'
import type { EntraSettings } from './settings.ts'

/**
 * The properties that are read of users, by Graph's names. Only those of the main directory store can be tracked by delta
 * queries, and none is here that changes while the person does not.
 */
export const userProperties = [
  'id',
  'accountEnabled',
  'userPrincipalName',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'otherMails',
  'jobTitle',
  'department',
  'companyName',
  'employeeId',
  'employeeType',
  'employeeHireDate',
  'employeeOrgData',
  'officeLocation',
  'streetAddress',
  'city',
  'state',
  'postalCode',
  'country',
  'usageLocation',
  'preferredLanguage',
  'businessPhones',
  'mobilePhone',
  'userType',
  'externalUserState',
  'createdDateTime',
  'onPremisesSyncEnabled',
  'onPremisesSamAccountName',
  'onPremisesDistinguishedName',
  'onPremisesExtensionAttributes',
] as const

/** The properties that are read of groups. */
export const groupProperties = [
  'id',
  'displayName',
  'description',
  'mail',
  'mailNickname',
  'mailEnabled',
  'securityEnabled',
  'groupTypes',
  'visibility',
  'membershipRule',
  'isAssignableToRole',
  'onPremisesSyncEnabled',
  'onPremisesSamAccountName',
] as const

/** What is asked for, as `$select` says it. */
export type Selected = {
  readonly users: readonly string[]
  readonly groups: readonly string[]
  /** Stands for all that a cursor was made with: `$select` is fixed by the first call and encoded in every link. */
  readonly key: string
}

/** What the settings want to be read. */
export function selectedBy({ extra_attributes }: EntraSettings): Selected {
  const users = [...new Set<string>([...userProperties, ...extra_attributes])]
  const key = createHash('sha256')
    .update(JSON.stringify([users, groupProperties]))
    .digest('base64url')
    .slice(0, 16)
  return { users, groups: groupProperties, key }
}
