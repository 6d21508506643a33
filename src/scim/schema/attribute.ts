/** The data types of RFC 7643 section 2.3. */
export type AttributeType =
  | 'string'
  | 'boolean'
  | 'decimal'
  | 'integer'
  | 'dateTime'
  | 'reference'
  | 'binary'
  | 'complex'

/**
 * What a schema says of an attribute (RFC 7643 section 7). `subAttributes` is empty for all but complex ones, and
 * `byName` finds them by their name as spelled here or in lower case. `maxLength` and `maxValues` are our limits, not part of the RFC.
 */
export type Attribute = {
  readonly name: string
  readonly type: AttributeType
  readonly multiValued: boolean
  readonly description: string
  readonly required: boolean
  readonly caseExact: boolean
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly'
  readonly returned: 'always' | 'never' | 'default' | 'request'
  readonly uniqueness: 'none' | 'server' | 'global'
  readonly canonicalValues?: readonly string[]
  readonly referenceTypes?: readonly string[]
  readonly maxLength?: number
  readonly maxValues?: number
  /** True for the URL of a resource of ours, which is not stored but made for each answer. */
  readonly isOwnUrl?: true
  readonly subAttributes: readonly Attribute[]
  readonly byName: AttributeNames
}

/** Attributes by their own name and by their name in lower case. */
export type AttributeNames = ReadonlyMap<string, Attribute>

/** A schema of RFC 7643 section 7: a URN and its attributes. */
export type Schema = {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly Attribute[]
  readonly byName: AttributeNames
}

type AttributeInput = Pick<Attribute, 'name' | 'description'> &
  Partial<Omit<Attribute, 'name' | 'description' | 'byName'>>

/** Makes an attribute; what is left out has the default of RFC 7643 section 2.2. */
export function attribute(input: AttributeInput): Attribute {
  const subAttributes = input.subAttributes ?? []
  return {
    type: 'string',
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...input,
    subAttributes,
    byName: namesOf(subAttributes),
  }
}

/** Makes a schema of its attributes. */
export function schema(input: Omit<Schema, 'byName'>): Schema {
  return { ...input, byName: namesOf(input.attributes) }
}

/** The index that `findAttribute` looks into. */
export function namesOf(attributes: readonly Attribute[]): AttributeNames {
  const names = new Map<string, Attribute>()
  for (const one of attributes) names.set(one.name, one).set(one.name.toLowerCase(), one)
  return names
}

/** Finds an attribute by its name in any case (RFC 7643 section 2.1). */
export function findAttribute(names: AttributeNames, name: string): Attribute | undefined {
  return names.get(name) ?? names.get(name.toLowerCase())
}
