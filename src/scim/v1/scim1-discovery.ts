import type { Json, JsonObject } from '../../model/json.ts'
import type { Attribute } from '../schema/attribute.ts'
import { commonAttributes } from '../schema/common-attributes.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { coreUrn, toScim1Urn } from './scim2-names.ts'

/** The configuration (Core Schema 1.1, section 9), made from that of SCIM 2.0 so that both say the same. */
export function serviceProviderConfigs(config: JsonObject, baseUrl: string): JsonObject {
  const { patch, bulk, filter, changePassword, sort, etag, authenticationSchemes } = config
  return {
    schemas: [coreUrn],
    patch,
    bulk,
    filter,
    changePassword,
    sort,
    etag,
    xmlDataFormat: { supported: false },
    authenticationSchemes: Array.isArray(authenticationSchemes) ? authenticationSchemes.map(toScim1Scheme) : [],
    meta: { location: `${baseUrl}/ServiceProviderConfigs` },
  }
}

function toScim1Scheme(scheme: Json): Json {
  const { specUri, ...rest } = scheme as JsonObject
  return specUri === undefined ? rest : { ...rest, specUrl: specUri }
}

/**
 * The schemas (Core Schema 1.1, section 10): one for each resource type, whose attributes each say which URN they are
 * of, those of the extensions too.
 */
export function scim1Schemas(types: readonly ResourceType[], baseUrl: string): readonly JsonObject[] {
  return types.map(({ name, description, endpoint, schema, extensions }) => ({
    schemas: [coreUrn],
    id: `${coreUrn}:${name}`,
    name,
    description,
    schema: coreUrn,
    endpoint,
    attributes: [
      ...[...commonAttributes, ...schema.attributes].filter(isOfScim1).map((one) => rootAttribute(one, coreUrn)),
      ...extensions.flatMap((extension) =>
        extension.schema.attributes.map((one) => rootAttribute(one, toScim1Urn(extension.schema.id))),
      ),
    ],
    meta: { location: `${baseUrl}/Schemas${endpoint}` },
  }))
}

// `schemas` describes itself.
function isOfScim1({ name }: Attribute): boolean {
  return name !== 'schemas'
}

function rootAttribute(attribute: Attribute, schema: string): JsonObject {
  const { name, multiValued, subAttributes, byName } = attribute
  const document: JsonObject = { ...simpleAttribute(attribute), multiValued, schema }
  if (multiValued) document.multiValuedAttributeChildName = name.replace(/(?<=ss)es$|s$/, '')
  if (subAttributes.length === 0) return document
  const isManager = name === 'manager' && byName.has('value')
  document.subAttributes = subAttributes
    .filter((part) => !(name === 'meta' && part.name === 'resourceType'))
    .map((part) =>
      isManager && part.name === 'value' ? { ...simpleAttribute(part), name: 'managerId' } : simpleAttribute(part),
    )
  return document
}

function simpleAttribute(attribute: Attribute): JsonObject {
  const { name, description, required, caseExact, mutability, canonicalValues } = attribute
  // SCIM 1.1 has no type for references (Core Schema 1.1, section 3).
  const type = attribute.type === 'reference' ? 'string' : attribute.type
  const document: JsonObject = { name, type, description, readOnly: mutability === 'readOnly', required, caseExact }
  if (canonicalValues) document.canonicalValues = [...canonicalValues]
  return document
}
