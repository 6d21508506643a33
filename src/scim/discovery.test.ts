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
