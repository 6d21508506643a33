/** Which attribute of people a property of a user in Entra is, in lower case. Others are taken for the organization's own. */
export const entraAttributes: Readonly<Record<string, string>> = {
  accountenabled: 'active',
  city: 'location',
  companyname: 'company',
  country: 'country',
  department: 'department',
  displayname: 'displayName',
  employeehiredate: 'startDate',
  employeeid: 'employeeNumber',
  employeeleavedatetime: 'endDate',
  employeetype: 'type',
  givenname: 'givenName',
  jobtitle: 'title',
  mail: 'mail',
  mobile: 'mobile',
  othermails: 'mails',
  physicaldeliveryofficename: 'location',
  proxyaddresses: 'mails',
  surname: 'familyName',
  telephonenumber: 'phone',
  usagelocation: 'country',
  userprincipalname: 'userName',
  usertype: 'type',
}

/** What is to be known of a property that has no exact counterpart. */
export const entraRemarks: Readonly<Record<string, string>> = {
  city: 'Entra\'s "city" is taken for the location of people.',
  physicaldeliveryofficename: 'Entra\'s "physicalDeliveryOfficeName" is taken for the location of people.',
  usagelocation: 'Entra\'s "usageLocation" is taken for the country of people.',
  usertype:
    'Entra\'s "userType" (Member, Guest) is taken for the type of people. Check that your Directory document sets it so.',
  proxyaddresses: 'Entra writes "SMTP:" before proxy addresses; addresses of people have no prefix, so it is left out.',
  accountenabled: 'People are active when one of their directories has them active, not Entra alone.',
}
