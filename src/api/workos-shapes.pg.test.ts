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

type Answer = { readonly status: number; readonly body: unknown }

/** Checks values against WorkOS's schemas, and answers against what WorkOS says that a path answers. */
function openSpecification() {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema(JSON.parse(readFileSync(file, 'utf8')), 'workos')
  const check = (pointer: readonly string[], value: unknown) => {
    const parts = pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    const validate = ajv.getSchema(`workos#/${parts.join('/')}`)
    assert.ok(validate, pointer.join(' '))
    assert.ok(validate(value), `${pointer.join(' ')}: ${JSON.stringify(validate.errors)} of ${JSON.stringify(value)}`)
  }
  return {
    satisfies: (schema: string, value: unknown) => check(['components', 'schemas', schema], value),
    answers(method: string, path: string, { status, body }: Answer) {
      check(['paths', path, method, 'responses', String(status), 'content', 'application/json', 'schema'], body)
    },
  }
}

test("answers satisfy WorkOS's own description of its API", { skip }, async () => {
  const { satisfies } = openSpecification()
  await using api = await createTestApi()
  const { id: directory, organizationId, scope } = await createTestDirectory(api)
  const domain_data = [{ domain: 'acme.test', state: 'verified' }]
  await api.call('PUT', `/organizations/${organizationId}`, { body: { domain_data } })
  const { user } = await api.context.submit(scope, creationOfUser('ada@acme.test'))
  const { group } = await api.context.submit(scope, creationOfGroup('Engineering', [user.id]))
  await api.context.submit(scope, { type: 'delete_user', id: user.id, cause: testCause, received: null })
  const { user: other } = await api.context.submit(scope, creationOfUser('bob@acme.test'))
  await api.feed()
  const get = async (url: string) => (await api.call('GET', url)).body

  satisfies('Organization', await get(`/organizations/${organizationId}`))
  satisfies('OrganizationList', await get('/organizations'))
  satisfies('OrganizationList', await get('/organizations?domains=acme.test'))
  satisfies('Directory', await get(`/directories/${directory}`))
  satisfies('DirectoryList', await get('/directories'))
  satisfies('DirectoryUserWithGroups', await get(`/directory_users/${other.id}`))
  satisfies('DirectoryUserList', await get(`/directory_users?directory=${directory}`))
  satisfies('DirectoryGroup', await get(`/directory_groups/${group.id}`))
  satisfies('DirectoryGroupList', await get(`/directory_groups?directory=${directory}`))
  await api.call('DELETE', `/directories/${directory}`)
  await api.feed()
  const events = await get('/events?limit=100')
  satisfies('EventList', events)
  assert.ok(events.data.length >= 7)
  assert.equal(events.data.at(-1).event, 'dsync.deleted')
  const key = await api.call('POST', '/api_keys', { body: { name: 'k', organization_id: organizationId } })
  satisfies('OrganizationApiKeyWithValue', key.body)
  satisfies('OrganizationApiKeyList', await get('/api_keys'))
})

test('what is made, changed and refused is answered with the status and body that WorkOS describes', {
  skip,
}, async () => {
  const { answers } = openSpecification()
  await using api = await createTestApi()
  const { id: directory, organizationId: id } = await createTestDirectory(api)
  const post = (url: string, body?: object) => api.call('POST', url, { body })
  const domain = await post('/organization_domains', { organization_id: id, domain: 'acme.test' })
  const organization = `/organizations/${id}`
  const domainPath = `/organization_domains/${domain.body.id}`

  answers('post', '/organization_domains', domain)
  answers(
    'post',
    '/organization_domains',
    await post('/organization_domains', { organization_id: id, domain: 'acme.test' }),
  )
  answers('get', '/organization_domains/{id}', await api.call('GET', domainPath))
  answers('get', '/organization_domains/{id}', await api.call('GET', '/organization_domains/org_domain_none'))
  answers('post', '/organization_domains/{id}/verify', await post(`${domainPath}/verify`))
  await api.call('PUT', organization, { body: { domain_data: [{ domain: 'acme.test', state: 'verified' }] } })
  answers('post', '/organization_domains/{id}/verify', await post(`${domainPath}/verify`))

  answers('post', '/organizations', await post('/organizations', { name: 'Bolt', external_id: 'bolt' }))
  for (const refused of [{ name: 'Bolt', external_id: 'bolt' }, { name: 'B', domains: ['acme.test'] }, { name: '' }]) {
    answers('post', '/organizations', await post('/organizations', refused))
    answers('put', '/organizations/{id}', await api.call('PUT', organization, { body: refused }))
  }
  const byExternalId = '/organizations/external_id/{external_id}'
  answers('get', byExternalId, await api.call('GET', '/organizations/external_id/bolt'))
  answers('get', byExternalId, await api.call('GET', '/organizations/external_id/none'))
  answers('put', '/organizations/{id}', await api.call('PUT', organization, { body: { metadata: { tier: 'gold' } } }))

  answers('post', '/portal/generate_link', await post('/portal/generate_link', { organization: id, intent: 'dsync' }))
  for (const refused of [{ organization: id, intent: 'sso' }, { organization: 'org_none' }, {}]) {
    answers('post', '/portal/generate_link', await post('/portal/generate_link', refused))
  }

  const endpoint = { endpoint_url: 'https://app.test/webhooks', events: ['dsync.user.created'] }
  const made = await post('/webhook_endpoints', endpoint)
  answers('post', '/webhook_endpoints', made)
  answers('post', '/webhook_endpoints', await post('/webhook_endpoints', endpoint))
  answers('post', '/webhook_endpoints', await post('/webhook_endpoints', { ...endpoint, events: ['nonsense'] }))
  answers('post', '/webhook_endpoints', await post('/webhook_endpoints', { ...endpoint, endpoint_url: 'nonsense' }))
  answers('get', '/webhook_endpoints', await api.call('GET', '/webhook_endpoints'))
  const ofEndpoint = (url: string) => api.call('PATCH', url, { body: { status: 'disabled' } })
  answers('patch', '/webhook_endpoints/{id}', await ofEndpoint(`/webhook_endpoints/${made.body.id}`))
  answers('patch', '/webhook_endpoints/{id}', await ofEndpoint('/webhook_endpoints/we_none'))

  answers('get', '/directories/{id}', await api.call('GET', '/directories/directory_none'))
  answers('get', '/directory_users', await api.call('GET', `/directory_users?directory=${directory}`))
  answers('get', '/directory_users', await api.call('GET', '/directory_users'))
  answers('get', '/directory_users', await api.call('GET', '/directory_users?directory=directory_none'))
  answers('get', '/directory_groups', await api.call('GET', '/directory_groups?user=directory_user_none'))
  answers('get', '/events', await api.call('GET', '/events?limit=0'))
  answers('get', '/events', await api.call('GET', '/events?after=event_none'))
})
