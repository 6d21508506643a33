import type { JsonObject } from '../model/json.ts'
import { bulkLimits } from './bulk/read-bulk.ts'
import { bodyLimits } from './json-body.ts'
import { pageLimits } from './list-query.ts'
import type { Attribute, Schema } from './schema/attribute.ts'
import type { ResourceType } from './schema/resource-type.ts'

const core = 'urn:ietf:params:scim:schemas:core:2.0'

/**
 * What this server can do (RFC 7643 section 5). authentik takes `bulk.maxOperations` as the number of operations that it
 * puts into one PATCH, so that many must be allowed there too. `pagination` is of RFC 9865 section 3.
 */
export function serviceProviderConfig(baseUrl: string): JsonObject {
  return {
    schemas: [`${core}:ServiceProviderConfig`],
    patch: { supported: true },
    bulk: { supported: true, maxOperations: bulkLimits.operations, maxPayloadSize: bodyLimits.bulkBytes },
    filter: { supported: true, maxResults: pageLimits.max },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: pageLimits.default,
      maxPageSize: pageLimits.max,
    },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'OAuth Bearer Token',
        description: 'The bearer token of the directory, in the Authorization header.',
        specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
        primary: true,
      },
      {
        type: 'httpbasic',
        name: 'HTTP Basic',
        description: 'The bearer token of the directory as the password, with any user name.',
        specUri: 'https://www.rfc-editor.org/rfc/rfc7617',
        primary: false,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  }
}

/** The resource types (RFC 7643 section 6), each as it stands in the list and alone at `/ResourceTypes/{name}`. */
export function resourceTypeDocuments(baseUrl: string, types: readonly ResourceType[]): readonly JsonObject[] {
  return types.map(({ name, description, endpoint, schema, extensions }) => ({
    schemas: [`${core}:ResourceType`],
    id: name,
    name,
    description,
    endpoint,
    schema: schema.id,
    schemaExtensions: extensions.map((extension) => ({ schema: extension.schema.id, required: extension.required })),
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${name}` },
  }))
}

/** The schemas (RFC 7643 section 7), each as it stands in the list and alone at `/Schemas/{urn}`. */
export function schemaDocuments(baseUrl: string, types: readonly ResourceType[]): readonly JsonObject[] {
  const schemas = new Map<string, Schema>()
  for (const { schema, extensions } of types) {
    for (const one of [schema, ...extensions.map((extension) => extension.schema)]) schemas.set(one.id, one)
  }
  return [...schemas.values()].map(({ id, name, description, attributes }) => ({
    schemas: [`${core}:Schema`],
    id,
    name,
    description,
    attributes: attributes.map(attributeDocument),
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${id}` },
  }))
}

// Entra wants the keywords in camelCase and no nulls; the order is that of RFC 7643 section 8.7.
function attributeDocument(attribute: Attribute): JsonObject {
  const { name, type, multiValued, description, required, caseExact, mutability, returned, uniqueness } = attribute
  const document: JsonObject = { name, type, multiValued, description, required, caseExact, mutability, returned }
  // Uniqueness has no meaning on complex attributes (RFC 7643, erratum 6004).
  if (type !== 'complex') document.uniqueness = uniqueness
  if (attribute.canonicalValues) document.canonicalValues = [...attribute.canonicalValues]
  if (attribute.referenceTypes) document.referenceTypes = [...attribute.referenceTypes]
  if (attribute.subAttributes.length > 0) document.subAttributes = attribute.subAttributes.map(attributeDocument)
  return document
}
