/** What the reference of PATCH knows of an attribute: RFC 7643 sections 2.2 and 7, with its defaults left out. */
export type ReferenceAttribute = {
  readonly name: string
  readonly type: 'string' | 'boolean' | 'object'
  readonly isMany?: boolean
  readonly isRequired?: boolean
  readonly isExact?: boolean
  readonly mutability?: 'readOnly' | 'immutable'
  readonly parts?: Readonly<Record<string, ReferenceAttribute>>
}

type Attributes = Readonly<Record<string, ReferenceAttribute>>
type Traits = Omit<ReferenceAttribute, 'name' | 'type' | 'parts'>

function texts(...names: string[]): Attributes {
  return Object.fromEntries(names.map((name) => [name, { name, type: 'string' }]))
}

function text(name: string, traits: Traits): Attributes {
  return { [name]: { name, type: 'string', ...traits } }
}

function flag(name: string): Attributes {
  return { [name]: { name, type: 'boolean' } }
}

function complex(name: string, parts: Attributes, traits: Traits = {}): Attributes {
  return { [name]: { name, type: 'object', parts, ...traits } }
}

const plural = { ...texts('value', 'display', 'type'), ...flag('primary') }
const address = { ...texts('locality', 'country', 'type'), ...flag('primary') }

export const referenceUser = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const referenceEnterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const referenceCustom = 'urn:acme:hr:2.0:User'

/** Some attributes of RFC 7643 sections 3.1 and 4.1, as far as the tests use them. */
export const referenceRoot: Attributes = {
  ...text('id', { mutability: 'readOnly' }),
  ...text('externalId', { isExact: true }),
  ...complex('meta', texts('created', 'location'), { mutability: 'readOnly' }),
  ...complex('groups', texts('value', 'display'), { mutability: 'readOnly', isMany: true }),
  ...text('userName', { isRequired: true }),
  ...texts('title', 'displayName'),
  ...flag('active'),
  ...complex('name', texts('formatted', 'givenName', 'familyName')),
  ...complex('emails', plural, { isMany: true }),
  ...complex('phoneNumbers', plural, { isMany: true }),
  ...complex('roles', plural, { isMany: true }),
  ...complex('addresses', address, { isMany: true }),
}

/** The extensions by URN: the enterprise one (RFC 7643 section 4.3) and one that an organization defined. */
export const referenceExtensions: Readonly<Record<string, Attributes>> = {
  [referenceEnterprise]: {
    ...texts('department', 'employeeNumber'),
    ...complex('manager', {
      ...text('value', { isExact: true }),
      ...text('$ref', { isExact: true }),
      ...texts('displayName'),
    }),
  },
  [referenceCustom]: {
    ...text('tags', { isMany: true }),
    ...text('codes', { isMany: true, isExact: true }),
    ...text('hired', { mutability: 'immutable' }),
    ...text('serial', { mutability: 'readOnly' }),
  },
}
