/** Which attribute of people an attribute of Okta's user profile is. Others are taken for the organization's own. */
export const oktaAttributes: Readonly<Record<string, string>> = {
  city: 'location',
  costCenter: 'costCenter',
  countryCode: 'country',
  department: 'department',
  displayName: 'displayName',
  division: 'division',
  email: 'mail',
  employeeNumber: 'employeeNumber',
  firstName: 'givenName',
  lastName: 'familyName',
  login: 'userName',
  mobilePhone: 'mobile',
  nickName: 'preferredName',
  organization: 'company',
  primaryPhone: 'phone',
  timezone: 'timeZone',
  title: 'title',
  userType: 'type',
}

/** What is to be known of an attribute that has no exact counterpart. */
export const oktaRemarks: Readonly<Record<string, string>> = {
  city: 'Okta\'s "city" is taken for the location of people.',
  userType: 'Okta\'s "userType" is taken for the type of people.',
}
