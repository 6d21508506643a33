import type { Attribute } from '../src/scim/schema/attribute.ts'
import { commonAttributes } from '../src/scim/schema/common-attributes.ts'
import { standardResourceTypes } from '../src/scim/schema/resource-type.ts'
import { code, table } from './document-part.ts'

/** The schemas with their attributes; those of organizations are made through the API and cannot be listed here. */
export function schemaSections(): string {
  const { user, group } = standardResourceTypes
  const common = section('Common attributes', 'Every resource has them.', commonAttributes)
  const types = [user, group].flatMap(({ schema, extensions }) => [schema, ...extensions.map((one) => one.schema)])
  const sections = types.map(({ id, name, attributes }) => section(name, code(id), attributes))
  return [common, ...sections].join('\n\n')
}

function section(heading: string, text: string, attributes: readonly Attribute[]): string {
  const rows = attributes.flatMap((one) => [
    row(one.name, one),
    ...one.subAttributes.map((sub) => row(`${one.name}.${sub.name}`, sub)),
  ])
  return `### ${heading}\n\n${text}\n\n${table(['attribute', 'type', 'properties', 'what it is'], rows)}`
}

function row(name: string, attribute: Attribute): readonly string[] {
  const { type, multiValued, description } = attribute
  return [code(name), multiValued ? `${type}, several` : type, propertiesOf(attribute).join(', '), description]
}

/** Where an attribute departs from the defaults of RFC 7643 section 2.2, and our limits. */
function propertiesOf(attribute: Attribute): readonly string[] {
  const { required, caseExact, mutability, returned, uniqueness, maxLength, maxValues, canonicalValues } = attribute
  return [
    ...(required ? ['required'] : []),
    ...(mutability === 'readWrite' ? [] : [mutability]),
    ...(returned === 'default' ? [] : [`returned: ${returned}`]),
    ...(uniqueness === 'none' ? [] : [`unique: ${uniqueness}`]),
    ...(caseExact ? ['exact case'] : []),
    ...(maxLength === undefined ? [] : [`at most ${maxLength.toLocaleString('en-US')} characters`]),
    ...(maxValues === undefined ? [] : [`at most ${maxValues.toLocaleString('en-US')} values`]),
    ...(canonicalValues === undefined ? [] : [`such as ${canonicalValues.join(', ')}`]),
  ]
}
