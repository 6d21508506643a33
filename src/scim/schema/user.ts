import { type Attribute, attribute, schema } from './attribute.ts'
import { multiValued, primaryAttribute, typeAttribute } from './multi-valued.ts'

const name = attribute({
  name: 'name',
  type: 'complex',
  description: "The components of the user's real name.",
  subAttributes: [
    attribute({ name: 'formatted', description: 'The full name, formatted for display.' }),
    attribute({ name: 'familyName', description: 'The family name, or last name in most Western languages.' }),
    attribute({ name: 'givenName', description: 'The given name, or first name in most Western languages.' }),
    attribute({ name: 'middleName', description: 'The middle name(s) of the User.' }),
    attribute({
      name: 'honorificPrefix',
      description: 'The honorific prefix(es), or title in most Western languages.',
    }),
    attribute({
      name: 'honorificSuffix',
      description: 'The honorific suffix(es), or suffix in most Western languages.',
    }),
  ],
})

const singular: readonly Attribute[] = [
  attribute({
    name: 'userName',
    required: true,
    uniqueness: 'server',
    maxLength: 512,
    description: 'Unique identifier for the User, typically used by the user to directly authenticate. REQUIRED.',
  }),
  name,
  attribute({ name: 'displayName', description: 'The name of the User, suitable for display to end-users.' }),
  attribute({ name: 'nickName', description: 'The casual way to address the user in real life.' }),
  attribute({
    name: 'profileUrl',
    type: 'reference',
    caseExact: true,
    referenceTypes: ['external'],
    description: "A URL of a page representing the User's online profile.",
  }),
  attribute({ name: 'title', description: "The user's title, such as 'Vice President'." }),
  attribute({ name: 'userType', description: 'The relationship between the organization and the user.' }),
  attribute({ name: 'preferredLanguage', description: "The User's preferred written or spoken language." }),
  attribute({ name: 'locale', description: "The User's default location for purposes of localizing items." }),
  attribute({ name: 'timezone', description: "The User's time zone in the 'Olson' time zone database format." }),
  attribute({ name: 'active', type: 'boolean', description: "The User's administrative status." }),
  attribute({
    name: 'password',
    mutability: 'writeOnly',
    returned: 'never',
    description: "The User's password. Taken from clients that send one, and never stored.",
  }),
]

const addresses = attribute({
  name: 'addresses',
  type: 'complex',
  multiValued: true,
  description: 'A physical mailing address for this User.',
  subAttributes: [
    attribute({ name: 'formatted', description: 'The full mailing address, formatted for display.' }),
    attribute({ name: 'streetAddress', description: 'The full street address component.' }),
    attribute({ name: 'locality', description: 'The city or locality component.' }),
    attribute({ name: 'region', description: 'The state or region component.' }),
    attribute({ name: 'postalCode', description: 'The zip code or postal code component.' }),
    attribute({ name: 'country', description: 'The country name component.' }),
    typeAttribute(['work', 'home', 'other']),
    primaryAttribute(),
  ],
})

// Exact, unlike in RFC 7643: the id of a group is, and so is every reference to it.
const groups = attribute({
  name: 'groups',
  type: 'complex',
  multiValued: true,
  mutability: 'readOnly',
  description: 'The groups to which the user belongs. Changed through the groups, not here.',
  subAttributes: [
    attribute({
      name: 'value',
      caseExact: true,
      mutability: 'readOnly',
      description: "The identifier of the User's group.",
    }),
    attribute({
      name: '$ref',
      type: 'reference',
      caseExact: true,
      mutability: 'readOnly',
      isOwnUrl: true,
      referenceTypes: ['Group'],
      description: 'The URI of the Group resource.',
    }),
    attribute({ name: 'display', mutability: 'readOnly', description: 'The displayName of the group.' }),
    attribute({
      name: 'type',
      mutability: 'readOnly',
      canonicalValues: ['direct', 'indirect'],
      description: "A label indicating the attribute's function, e.g., 'direct' or 'indirect'.",
    }),
  ],
})

const imTypes = ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo']
const phoneTypes = ['work', 'home', 'mobile', 'fax', 'pager', 'other']
const photoValue: Partial<Attribute> = {
  type: 'reference',
  caseExact: true,
  referenceTypes: ['external'],
  maxLength: 65_536,
  description: 'URL of a photo of the User.',
}
const certificateValue: Partial<Attribute> = {
  type: 'binary',
  caseExact: true,
  maxLength: 65_536,
  description: 'The value of an X.509 certificate.',
}

const plural: readonly Attribute[] = [
  multiValued('emails', 'Email addresses for the user.', {
    value: { maxLength: 512, description: 'An email address of the User.' },
    types: ['work', 'home', 'other'],
  }),
  multiValued('phoneNumbers', 'Phone numbers for the User.', { types: phoneTypes }),
  multiValued('ims', 'Instant messaging addresses for the User.', { types: imTypes }),
  multiValued('photos', 'URLs of photos of the User.', { value: photoValue, types: ['photo', 'thumbnail'] }),
  addresses,
  groups,
  multiValued('entitlements', 'A list of entitlements for the User that represent a thing the User has.'),
  multiValued('roles', "A list of roles for the User that collectively represent who the User is, e.g., 'Student'."),
  multiValued('x509Certificates', 'A list of certificates issued to the User.', { value: certificateValue }),
]

/** The User of RFC 7643 sections 4.1 and 8.7.1. */
export const userSchema = schema({
  id: 'urn:ietf:params:scim:schemas:core:2.0:User',
  name: 'User',
  description: 'User Account',
  attributes: [...singular, ...plural],
})
