import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../model/json.ts'
import { resourceTypeDocuments, schemaDocuments, serviceProviderConfig } from './discovery.ts'
import { patchLimits } from './patch/read-patch.ts'
import { groupResourceType, userResourceType } from './schema/resource-type.ts'

const baseUrl = 'https://muster.test/scim/v2/d'
const types = [userResourceType(), groupResourceType()]

test('E-42 the schemas have no null, and keywords in camelCase', () => {
  const walk = (value: Json | undefined): void => {
    assert.notEqual(value, null)
    assert.notEqual(value, undefined)
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) walk(part)
  }
  const schemas = schemaDocuments(baseUrl, types)
  for (const schema of schemas) walk(schema)
  assert.deepEqual(
    schemas.map(({ id }) => id),
    [
      'urn:ietf:params:scim:schemas:core:2.0:User',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      'urn:ietf:params:scim:schemas:core:2.0:Group',
    ],
  )
  assert.match(JSON.stringify(schemas), /"mutability":"readWrite"/)
})

test('the attribute userName is described as in RFC 7643 section 8.7.1', () => {
  const [user] = schemaDocuments(baseUrl, types)
  const attributes = user?.attributes
  const userName = Array.isArray(attributes) ? attributes[0] : null
  assert.deepEqual(userName, {
    name: 'userName',
    type: 'string',
    multiValued: false,
    description: 'Unique identifier for the User, typically used by the user to directly authenticate. REQUIRED.',
    required: true,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'server',
  })
})

test('the schemas follow the errata of RFC 7643 that were verified', () => {
  const schemas = schemaDocuments(baseUrl, types)
  const find = (id: string, ...path: string[]): Record<string, Json> => {
    const schema: Json | undefined = schemas.find((one) => String(one.id).endsWith(id))
    return path.reduce<Json | undefined>((parent, name) => partOf(parent, name), schema) as Record<string, Json>
  }
  assert.equal(find('core:2.0:Group', 'displayName').required, true, 'erratum 5368')
  assert.equal(find('enterprise:2.0:User', 'manager', 'value').caseExact, true, 'erratum 8472')
  assert.deepEqual(find('core:2.0:User', 'groups', '$ref').referenceTypes, ['Group'], 'erratum 8471')
  assert.equal(find('core:2.0:User', 'x509Certificates', 'value').type, 'binary', 'errata 5606 and 8435')
  for (const schema of schemas) {
    for (const attribute of partsOf(schema).filter(({ type }) => type === 'complex')) {
      assert.equal('uniqueness' in attribute, false, 'erratum 6004')
      assert.ok(
        partsOf(attribute).every(({ type }) => type !== 'complex'),
        'erratum 8415',
      )
    }
  }
})

function partsOf(value: Json | undefined): Record<string, Json>[] {
  const { attributes, subAttributes } = (value ?? {}) as Record<string, Json>
  return (attributes ?? subAttributes ?? []) as Record<string, Json>[]
}

function partOf(value: Json | undefined, name: string): Json | undefined {
  return partsOf(value).find((part) => part.name === name)
}

test('the resource types name their endpoints, schemas and extensions', () => {
  const [user, group] = resourceTypeDocuments(baseUrl, types)
  assert.deepEqual(user?.schemaExtensions, [
    { schema: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', required: false },
  ])
  assert.deepEqual([user?.endpoint, group?.endpoint], ['/Users', '/Groups'])
  assert.deepEqual(group?.meta, { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/Group` })
})

test('A-01 a PATCH may have as many operations as the configuration says of Bulk', () => {
  const config = serviceProviderConfig(baseUrl)
  assert.deepEqual(config.bulk, { supported: true, maxOperations: patchLimits.operations, maxPayloadSize: 8_388_608 })
  assert.deepEqual(config.patch, { supported: true })
})
