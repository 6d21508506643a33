import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi, type TestApi } from '../testing/api-app.ts'
import { creationOfUser } from '../testing/directory-content.ts'

async function createOrganization(api: TestApi, body: object = {}) {
  const answer = await api.call('POST', '/organizations', { body: { name: 'Acme', ...body } })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

type ShownDomain = { readonly id: string; readonly domain: string; readonly state: string }

const namesOf = (domains: readonly ShownDomain[]) => domains.map(({ domain, state }) => `${domain} ${state}`)

test('an organization is made with its domains, in lower case and as the DNS has them, each once', async () => {
  await using api = await createTestApi()
  const made = await createOrganization(api, {
    domain_data: [
      { domain: ' Acme.TEST ', state: 'verified' },
      { domain: 'bücher.test', state: 'pending' },
      { domain: 'acme.test', state: 'verified' },
    ],
    allow_profiles_outside_organization: true,
  })
  assert.deepEqual(namesOf(made.domains), ['acme.test verified', 'xn--bcher-kva.test pending'])
  assert.equal(made.allow_profiles_outside_organization, true)
  assert.deepEqual((await api.call('GET', `/organizations/${made.id}`)).body, made)

  const old = await createOrganization(api, { domains: ['old.test'] })
  assert.deepEqual(namesOf(old.domains), ['old.test pending'])
})

test('what is no name of a domain is refused', async () => {
  await using api = await createTestApi()
  for (const domain of [
    '',
    'acme',
    'acme.test/',
    'https://acme.test',
    'a b.test',
    '-a.test',
    '192.0.2.1',
    `${'a'.repeat(64)}.test`,
  ]) {
    const body = { name: 'Acme', domain_data: [{ domain, state: 'pending' }] }
    const { status, body: answer } = await api.call('POST', '/organizations', { body })
    assert.equal(status, 422, domain)
    assert.equal(answer.errors[0].field, 'domain_data')
  }
})

test('a domain belongs to one organization: another one is refused with 409, and nothing is made', async () => {
  await using api = await createTestApi()
  const { id } = await createOrganization(api, { domain_data: [{ domain: 'acme.test', state: 'verified' }] })
  const other = await createOrganization(api, { name: 'Other' })
  const domain_data = [{ domain: 'acme.test', state: 'pending' }]
  for (const refused of [
    await api.call('POST', '/organizations', { body: { name: 'Thief', domain_data } }),
    await api.call('PUT', `/organizations/${other.id}`, { body: { domain_data } }),
    await api.call('POST', '/organization_domains', { body: { organization_id: other.id, domain: 'ACME.test' } }),
    await api.call('POST', '/organization_domains', { body: { organization_id: id, domain: 'acme.test' } }),
  ]) {
    assert.equal(refused.status, 409)
    assert.equal(refused.body.code, 'domain_already_exists')
  }
  assert.equal((await api.call('GET', '/organizations')).body.data.length, 2)
})

test('an organization is found by its external id, also one with a slash, and by nobody who may not see it', async () => {
  await using api = await createTestApi()
  const made = await createOrganization(api, { external_id: 'crm/42 e' })
  const path = `/organizations/external_id/${encodeURIComponent('crm/42 e')}`
  assert.deepEqual((await api.call('GET', path)).body, made)
  const unknown = await api.call('GET', '/organizations/external_id/43')
  assert.equal(unknown.status, 404)
  assert.deepEqual([unknown.body.code, unknown.body.entity_id], ['entity_not_found', '43'])

  const other = await createOrganization(api)
  const { body: key } = await api.call('POST', '/api_keys', { body: { name: 'key', organization_id: other.id } })
  assert.equal((await api.call('GET', path, { key: key.value })).status, 404)
})

test('an update changes what is given, merges metadata, and removes by null', async () => {
  await using api = await createTestApi()
  const made = await createOrganization(api, { external_id: 'a', metadata: { tier: 'gold', region: 'eu' } })
  const update = async (body: object) => (await api.call('PUT', `/organizations/${made.id}`, { body })).body

  const renamed = await update({ name: 'Acme Corp' })
  assert.deepEqual({ ...renamed, updated_at: made.updated_at }, { ...made, name: 'Acme Corp' })
  const merged = await update({ metadata: { tier: null, seats: '5' } })
  assert.deepEqual(merged.metadata, { region: 'eu', seats: '5' })
  const emptied = await update({ metadata: null, external_id: null })
  assert.deepEqual([emptied.metadata, emptied.external_id, emptied.name], [{}, null, 'Acme Corp'])
  assert.deepEqual((await api.call('GET', `/organizations/${made.id}`)).body, emptied)
})

test('an update that leaves more metadata than there is room for is refused', async () => {
  await using api = await createTestApi()
  const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key${index}`, 'x']))
  const { id } = await createOrganization(api, { metadata: fifty })
  const refused = await api.call('PUT', `/organizations/${id}`, { body: { metadata: { more: 'x' } } })
  assert.equal(refused.status, 422)
  assert.equal(refused.body.errors[0].field, 'metadata')
  const moved = await api.call('PUT', `/organizations/${id}`, { body: { metadata: { more: 'x', key0: null } } })
  assert.equal(moved.status, 200)
})

test('an external id that another organization has is refused with 400, when made and when changed', async () => {
  await using api = await createTestApi()
  await createOrganization(api, { external_id: 'taken' })
  const { id } = await createOrganization(api)
  const body = { name: 'Acme', external_id: 'taken' }
  const changed = await api.call('PUT', `/organizations/${id}`, { body })
  for (const refused of [changed, await api.call('POST', '/organizations', { body })]) {
    assert.deepEqual([refused.status, refused.body.code], [400, 'external_id_already_used'])
  }
})

test('domain_data of an update are all domains from then on: those that stay keep their id and stay verified', async () => {
  await using api = await createTestApi()
  const { id, domains } = await createOrganization(api, {
    domain_data: [
      { domain: 'stays.test', state: 'verified' },
      { domain: 'goes.test', state: 'pending' },
      { domain: 'rises.test', state: 'pending' },
    ],
  })
  const domain_data = [
    { domain: 'stays.test', state: 'pending' },
    { domain: 'rises.test', state: 'verified' },
    { domain: 'comes.test', state: 'pending' },
  ]
  const { body: updated } = await api.call('PUT', `/organizations/${id}`, { body: { domain_data } })
  assert.deepEqual(namesOf(updated.domains), ['stays.test verified', 'rises.test verified', 'comes.test pending'])
  assert.deepEqual([updated.domains[0].id, updated.domains[1].id], [domains[0].id, domains[2].id])
  const emptied = await api.call('PUT', `/organizations/${id}`, { body: { domain_data: [] } })
  assert.deepEqual(emptied.body.domains, [])
})

test('organizations and their directories are found by a domain, in any case', async () => {
  await using api = await createTestApi()
  const acme = await createOrganization(api, { domains: ['acme.test', 'acme.example'] })
  const bolt = await createOrganization(api, { domains: ['bolt.test'] })
  await createOrganization(api, { domains: ['other.test'] })
  const found = async (query: string) => (await api.call('GET', query)).body.data.map(({ id }: { id: string }) => id)
  assert.deepEqual(await found('/organizations?domains=ACME.test,acme.example'), [acme.id])
  assert.deepEqual(await found('/organizations?domains[]=acme.test&domains[]=bolt.test&order=asc'), [acme.id, bolt.id])
  assert.deepEqual(await found('/organizations?domains=none.test'), [])

  const body = { organization_id: acme.id, name: 'Okta', type: 'okta scim v2.0' }
  const { body: directory } = await api.call('POST', '/directories', { body })
  assert.deepEqual(await found('/directories?domain=Acme.test'), [directory.id])
  assert.deepEqual(await found('/directories?domain=bolt.test'), [])
})

test('the activation of a directory tells the domains of its organization', async () => {
  await using api = await createTestApi()
  const { id: organizationId, domains } = await createOrganization(api, { domains: ['acme.test'] })
  const body = { organization_id: organizationId, name: 'Okta', type: 'okta scim v2.0' }
  const { body: directory } = await api.call('POST', '/directories', { body })
  await api.context.submit({ organizationId, directoryId: directory.id }, creationOfUser('ada@acme.test'))
  await api.feed()
  const { body: events } = await api.call('GET', '/events?events=dsync.activated')
  const expected = [{ object: 'organization_domain', id: domains[0].id, domain: 'acme.test' }]
  assert.deepEqual(events.data[0].data.domains, expected)
})

test('a key of one organization can neither vouch for its domains nor take an external id', async () => {
  await using api = await createTestApi()
  const domain_data = [{ domain: 'acme.test', state: 'verified' }]
  const { id } = await createOrganization(api, { external_id: 'crm-1', domain_data })
  await createOrganization(api, { external_id: 'crm-2' })
  const { body: key } = await api.call('POST', '/api_keys', { body: { name: 'acme', organization_id: id } })
  const update = (body: object) => api.call('PUT', `/organizations/${id}`, { body, key: key.value })
  const more = { domain: 'globex.test', state: 'verified' }
  for (const body of [
    { external_id: 'crm-2' },
    { external_id: 'free' },
    { external_id: null },
    { domain_data: [more] },
  ]) {
    const refused = await update(body)
    assert.deepEqual([refused.status, refused.body.code], [403, 'organization_bound'], JSON.stringify(body))
  }
  const pending = [{ domain: 'globex.test', state: 'pending' }, ...domain_data]
  const changed = await update({ name: 'Acme Corp', external_id: 'crm-1', domain_data: pending })
  assert.equal(changed.status, 200, 'what stays as it is may be sent along')
  assert.deepEqual(namesOf(changed.body.domains), ['acme.test verified', 'globex.test pending'])
  assert.equal((await update({ domain_data: [more] })).status, 403, 'nor for one that is pending')
})
