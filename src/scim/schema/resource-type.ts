import { type Attribute, type AttributeNames, namesOf, type Schema } from './attribute.ts'
import { commonAttributes } from './common-attributes.ts'
import { enterpriseUserSchema } from './enterprise-user.ts'
import { groupSchema } from './group.ts'
import { userSchema } from './user.ts'

/** An extension of a resource type: its attributes live under the schema's URN (RFC 7643 section 3.3). */
export type Extension = { readonly schema: Schema; readonly required: boolean }

/** What is served at an endpoint (RFC 7643 section 6), with its attributes indexed for the parsers. */
export type ResourceType = {
  readonly name: 'User' | 'Group'
  readonly description: string
  readonly endpoint: '/Users' | '/Groups'
  readonly schema: Schema
  readonly extensions: readonly Extension[]
  /** The attributes at the root of the resource: the common ones and the core schema's. */
  readonly attributes: readonly Attribute[]
  readonly byName: AttributeNames
  /** The extensions' schemas by URN in lower case. */
  readonly extensionByUrn: ReadonlyMap<string, Schema>
  /** The members of a Group: kept apart from the document, and changed one by one. */
  readonly membersAttribute: Attribute | null
  /** True when something stored is shown on request only, so that no answer may be the resource as it is. */
  readonly hidesByDefault: boolean
  /** The extensions with something that cannot be changed once it has a value. */
  readonly immutableExtensions: readonly Schema[]
  /** What a key or path of the organization's own secrets looks like: they are in no answer and in no record. */
  readonly secretName: RegExp | null
}

/** The extensions that every User has. */
export const standardExtensions: readonly Extension[] = [{ schema: enterpriseUserSchema, required: false }]

/** The User of RFC 7643 section 4.1 with its extensions; only the enterprise one unless others are given. */
export function userResourceType(extensions: readonly Extension[] = standardExtensions): ResourceType {
  return resourceType({ name: 'User', description: 'User Account', endpoint: '/Users', schema: userSchema, extensions })
}

/** The Group of RFC 7643 section 4.2 with its extensions, none unless given. */
export function groupResourceType(extensions: readonly Extension[] = []): ResourceType {
  return resourceType({ name: 'Group', description: 'Group', endpoint: '/Groups', schema: groupSchema, extensions })
}

/** What is served at the endpoints of an organization. */
export type ResourceTypes = { readonly user: ResourceType; readonly group: ResourceType }

/** The resource types of an organization that has no schema extensions of its own. */
export const standardResourceTypes: ResourceTypes = { user: userResourceType(), group: groupResourceType() }

function resourceType(
  input: Pick<ResourceType, 'name' | 'description' | 'endpoint' | 'schema' | 'extensions'>,
): ResourceType {
  const attributes = [...commonAttributes, ...input.schema.attributes]
  const byName = namesOf(attributes)
  const extensionSchemas = input.extensions.map(({ schema }) => schema)
  return {
    ...input,
    attributes,
    byName,
    extensionByUrn: new Map(extensionSchemas.map((schema) => [schema.id.toLowerCase(), schema])),
    membersAttribute: byName.get('members') ?? null,
    hidesByDefault: [...attributes, ...extensionSchemas.flatMap((schema) => schema.attributes)].some(isHidden),
    secretName: secretNameOf(extensionSchemas),
    immutableExtensions: extensionSchemas.filter((schema) => schema.attributes.some(isImmutable)),
  }
}

function isHidden({ returned, subAttributes }: Attribute): boolean {
  return returned === 'request' || subAttributes.some(isHidden)
}

function isImmutable({ mutability, subAttributes }: Attribute): boolean {
  return mutability === 'immutable' || subAttributes.some(isImmutable)
}

function secretNameOf(schemas: readonly Schema[]): RegExp | null {
  const all = schemas.flatMap(({ attributes }) => attributes.flatMap((each) => [each, ...each.subAttributes]))
  const names = all.filter(({ returned }) => returned === 'never').map(({ name }) => name.replaceAll('$', '\\$'))
  return names.length > 0 ? new RegExp(`(^|[:.])(${names.join('|')})\\s*([.[]|$)`, 'i') : null
}
