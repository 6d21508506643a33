import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { createTestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { creationOfGroup, creationOfUser, testCause } from '../testing/directory-content.ts'

const specs = process.env.MUSTER_VENDOR_SPECS
const file = specs ? join(specs, 'workos-openapi.json') : ''
const skip = existsSync(file) ? false : 'MUSTER_VENDOR_SPECS does not name a folder with workos-openapi.json'

function openSpecification() {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema(JSON.parse(readFileSync(file, 'utf8')), 'workos')
  return (schema: string, value: unknown) => {
    const validate = ajv.getSchema(`workos#/components/schemas/${schema}`)
    assert.ok(validate, schema)
    assert.ok(validate(value), `${schema}: ${JSON.stringify(validate.errors)} of ${JSON.stringify(value)}`)
  }
}

test("answers satisfy WorkOS's own description of its API", { skip }, async () => {
  const satisfies = openSpecification()
  await using api = await createTestApi()
  const { id: directory, organizationId, scope } = await createTestDirectory(api)
  const { user } = await api.context.submit(scope, creationOfUser('ada@acme.test'))
  const { group } = await api.context.submit(scope, creationOfGroup('Engineering', [user.id]))
  await api.context.submit(scope, { type: 'delete_user', id: user.id, cause: testCause, received: null })
  const { user: other } = await api.context.submit(scope, creationOfUser('bob@acme.test'))
  await api.feed()
  const get = async (url: string) => (await api.call('GET', url)).body

  satisfies('Organization', await get(`/organizations/${organizationId}`))
  satisfies('OrganizationList', await get('/organizations'))
  satisfies('Directory', await get(`/directories/${directory}`))
  satisfies('DirectoryList', await get('/directories'))
  satisfies('DirectoryUserWithGroups', await get(`/directory_users/${other.id}`))
  satisfies('DirectoryUserList', await get(`/directory_users?directory=${directory}`))
  satisfies('DirectoryGroup', await get(`/directory_groups/${group.id}`))
  satisfies('DirectoryGroupList', await get(`/directory_groups?directory=${directory}`))
  const events = await get('/events?limit=100')
  satisfies('EventList', events)
  assert.ok(events.data.length >= 6)
  const key = await api.call('POST', '/api_keys', { body: { name: 'k', organization_id: organizationId } })
  satisfies('OrganizationApiKeyWithValue', key.body)
  satisfies('OrganizationApiKeyList', await get('/api_keys'))
})
