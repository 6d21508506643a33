/** The properties of a user that the stand-in knows, by Graph's names. A test checks them against Graph's own description. */
export const graphUserProperties = [
  'id',
  'accountEnabled',
  'businessPhones',
  'city',
  'companyName',
  'country',
  'createdDateTime',
  'department',
  'displayName',
  'employeeHireDate',
  'employeeId',
  'employeeOrgData',
  'employeeType',
  'externalUserState',
  'faxNumber',
  'givenName',
  'jobTitle',
  'lastPasswordChangeDateTime',
  'mail',
  'mailNickname',
  'mobilePhone',
  'officeLocation',
  'onPremisesDistinguishedName',
  'onPremisesDomainName',
  'onPremisesExtensionAttributes',
  'onPremisesImmutableId',
  'onPremisesSamAccountName',
  'onPremisesSyncEnabled',
  'onPremisesUserPrincipalName',
  'otherMails',
  'postalCode',
  'preferredLanguage',
  'proxyAddresses',
  'securityIdentifier',
  'state',
  'streetAddress',
  'surname',
  'usageLocation',
  'userPrincipalName',
  'userType',
] as const
/** Directory extensions (`extension_<app>_<name>`) are properties, too. */
export type GraphUserProperty = (typeof graphUserProperties)[number] | `extension_${string}`

/** The properties of a group that the stand-in knows. */
export const graphGroupProperties = [
  'id',
  'classification',
  'createdDateTime',
  'description',
  'displayName',
  'groupTypes',
  'isAssignableToRole',
  'mail',
  'mailEnabled',
  'mailNickname',
  'membershipRule',
  'onPremisesSamAccountName',
  'onPremisesSyncEnabled',
  'proxyAddresses',
  'renewedDateTime',
  'securityEnabled',
  'securityIdentifier',
  'visibility',
] as const
export type GraphGroupProperty = (typeof graphGroupProperties)[number]

/** What a list of users shows where nothing is selected (user resource type, "Properties"). */
export const defaultUserProperties = [
  'businessPhones',
  'displayName',
  'givenName',
  'id',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
] as const

/** Whether a name may be selected of a user or a group. */
export function isGraphProperty(kind: 'user' | 'group' | 'device', name: string): boolean {
  const names: readonly string[] = kind === 'user' ? graphUserProperties : graphGroupProperties
  return names.includes(name) || /^extension_[0-9a-zA-Z]+_\w+$/.test(name)
}
