/** The body of a SCIM user, as a client sends it. */
export interface UserBody {
  readonly userName: string
  readonly title: string
  readonly [attribute: string]: unknown
}

const GIVEN_NAMES = [
  'Ada',
  'Bo',
  'Chinedu',
  'Dilnoza',
  'Émile',
  'Fatima',
  'Giulia',
  'Hiroshi',
  'Ines',
  'Jürgen',
  'Łucja',
]
const FAMILY_NAMES = ['Abara', 'Bergström', 'Castillo', 'Dąbrowski', 'Endo', 'Ferreira', 'García', 'Haddad', 'Iyer']
const TITLES = ['Engineer', 'Account Manager', 'Nurse', 'Analyst', 'Site Reliability Engineer', 'Controller', 'Buyer']
const DEPARTMENTS = ['Platform', 'Sales EMEA', 'Finance', 'People', 'Logistics']

const CORE_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ENTERPRISE_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/**
 * The user of an index: about 1.1 KB of JSON with the enterprise extension, as a well filled directory sends it.
 * A pure function of its index, so that every server gets the same bytes.
 */
export function userAt(index: number): UserBody {
  const given = pick(GIVEN_NAMES, index)
  const family = pick(FAMILY_NAMES, Math.floor(index / GIVEN_NAMES.length))
  const userName = userNameAt(index)
  return {
    schemas: [CORE_SCHEMA, ENTERPRISE_SCHEMA],
    externalId: `00u${String(index).padStart(17, '0')}`,
    userName,
    name: { formatted: `${given} ${family}`, givenName: given, familyName: family },
    displayName: `${given} ${family}`,
    nickName: given,
    userType: 'Employee',
    profileUrl: `https://people.example.com/${index}`,
    title: pick(TITLES, index),
    preferredLanguage: 'en-US',
    locale: 'en-US',
    timezone: 'Europe/Berlin',
    active: true,
    emails: [
      { value: userName, type: 'work', primary: true },
      { value: `person.${index}@home.example.org`, type: 'home' },
    ],
    phoneNumbers: [
      { value: `+49 30 ${String(5_000_000 + index)}`, type: 'work' },
      { value: `+49 170 ${String(1_000_000 + index)}`, type: 'mobile' },
    ],
    addresses: [
      {
        type: 'work',
        streetAddress: `${1 + (index % 200)} Long Street`,
        locality: 'Berlin',
        region: 'BE',
        postalCode: String(10_000 + (index % 4_000)),
        country: 'DE',
      },
    ],
    [ENTERPRISE_SCHEMA]: {
      employeeNumber: String(100_000 + index),
      costCenter: `CC-${index % 40}`,
      organization: 'Example Industries',
      division: `Division ${index % 7}`,
      department: pick(DEPARTMENTS, index),
    },
  }
}

/** The userName of an index: also its work address, which some servers use as the key. */
export function userNameAt(index: number): string {
  return `person.${index}@example.com`
}

function pick(values: readonly string[], index: number): string {
  return values[index % values.length] ?? ''
}
