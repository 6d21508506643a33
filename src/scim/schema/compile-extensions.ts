import type { ExtensionAttribute, ExtensionSubAttribute } from '../../model/extension-attribute.ts'
import type { SchemaExtension } from '../../model/schema-extension.ts'
import { type Attribute, attribute, schema } from './attribute.ts'
import {
  type Extension,
  groupResourceType,
  type ResourceTypes,
  standardExtensions,
  standardResourceTypes,
  userResourceType,
} from './resource-type.ts'

/**
 * The resource types of an organization with these extensions, as the SCIM engine wants them. Without extensions it is
 * the one object that all such organizations share.
 */
export function compileExtensions(extensions: readonly SchemaExtension[]): ResourceTypes {
  const users = extensions.filter(({ resourceType }) => resourceType === 'User')
  const groups = extensions.filter(({ resourceType }) => resourceType === 'Group')
  const { user, group } = standardResourceTypes
  if (extensions.length === 0) return standardResourceTypes
  return {
    user: users.length > 0 ? userResourceType([...standardExtensions, ...users.map(compileExtension)]) : user,
    group: groups.length > 0 ? groupResourceType(groups.map(compileExtension)) : group,
  }
}

function compileExtension({ urn, name, description, attributes, required }: SchemaExtension): Extension {
  return { schema: schema({ id: urn, name, description, attributes: attributes.map(compileAttribute) }), required }
}

function compileAttribute(defined: ExtensionAttribute): Attribute {
  return attribute({ ...compilePart(defined), subAttributes: (defined.subAttributes ?? []).map(compilePart) })
}

function compilePart({
  canonicalValues,
  referenceTypes,
  ...defined
}: ExtensionAttribute | ExtensionSubAttribute): Attribute {
  return attribute({
    ...defined,
    subAttributes: [],
    ...(canonicalValues && { canonicalValues }),
    ...(referenceTypes && { referenceTypes }),
  })
}
