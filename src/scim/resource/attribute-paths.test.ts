import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../../model/json.ts'
import { scimOrigin } from './attribute-paths.ts'
import { toUserContent } from './user-content.ts'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const document: JsonObject = {
  userName: 'ada@acme.example',
  displayName: 'Ada',
  name: { givenName: 'Ada', familyName: 'Okafor', formatted: 'Ada Okafor' },
  emails: [{ value: 'ada@acme.example', primary: true }],
  title: 'Engineer',
  userType: 'Employee',
  addresses: [{ locality: 'Lagos' }],
  [enterprise]: {
    ...{ costCenter: '4', department: 'R&D', division: 'EU', employeeNumber: '7', organization: 'Acme' },
    manager: { value: 'm1', displayName: 'Bo' },
  },
  'urn:acme:User': { badge: 9 },
}

test('every attribute that the normalised form can have has a path, and what stands there makes its value', () => {
  const { attributes } = toUserContent(document)
  const { custom_attributes: custom, ...standard } = attributes
  const names = [...Object.keys(standard), ...Object.keys(custom).map((name) => `custom_attributes.${name}`)]
  const lost = names.filter((name) => scimOrigin(name, document)?.value == null)
  assert.deepEqual(lost, [])
  assert.equal(scimOrigin('custom_attributes.manager_id', document)?.path, `${enterprise}:manager.value`)
})

test('where the first place is empty the next one is told, as the normalised form takes it', () => {
  const { displayName: _, emails: __, ...less } = document
  assert.deepEqual(scimOrigin('name', less), { path: 'name.formatted', value: 'Ada Okafor' })
  assert.deepEqual(scimOrigin('email', less), { path: 'userName', value: 'ada@acme.example' })
  assert.deepEqual(scimOrigin('job_title', {}), { path: 'title', value: null })
  assert.equal(scimOrigin('custom_attributes.unheard_of', document), null)
})
