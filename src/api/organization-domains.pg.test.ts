import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi, type TestApi } from '../testing/api-app.ts'

/** A name server whose zone a test fills. */
function createZone() {
  const records = new Map<string, string[][] | Error>()
  const resolveTxt = async (name: string) => {
    const found = records.get(name) ?? Object.assign(new Error('not found'), { code: 'ENOTFOUND' })
    if (found instanceof Error) throw found
    return found
  }
  return { records, resolveTxt }
}

async function addDomain(api: TestApi) {
  const { body: organization } = await api.call('POST', '/organizations', { body: { name: 'Acme' } })
  const body = { organization_id: organization.id, domain: 'acme.test' }
  const added = await api.call('POST', '/organization_domains', { body })
  assert.equal(added.status, 201)
  return added.body
}

test('a domain is pending until the DNS has its token, also in several parts, and is verified once', async () => {
  const zone = createZone()
  await using api = await createTestApi(zone)
  const domain = await addDomain(api)
  assert.deepEqual([domain.state, domain.verification_strategy], ['pending', 'dns'])
  const verify = () => api.call('POST', `/organization_domains/${domain.id}/verify`)

  assert.deepEqual((await verify()).body.state, 'pending')
  const name = `${domain.verification_prefix}.acme.test`
  zone.records.set(name, [['some other record'], [`${domain.verification_token}x`]])
  assert.deepEqual((await verify()).body.state, 'pending')
  const token: string = domain.verification_token
  zone.records.set(name, [['some other record'], [token.slice(0, 5), token.slice(5)]])
  const verified = await verify()
  assert.deepEqual([verified.status, verified.body.state], [201, 'verified'])
  assert.deepEqual((await api.call('GET', `/organization_domains/${domain.id}`)).body, verified.body)
  const again = await verify()
  assert.deepEqual([again.status, again.body.code], [400, 'domain_already_verified'])
})

test('a domain that nobody verified for 30 days has failed, and can still be verified', async () => {
  const zone = createZone()
  let now = new Date('2026-01-01T00:00:00Z')
  await using api = await createTestApi({ ...zone, clock: { now: () => now } })
  const domain = await addDomain(api)
  const verify = async () => (await api.call('POST', `/organization_domains/${domain.id}/verify`)).body.state
  now = new Date('2026-01-30T00:00:00Z')
  assert.equal(await verify(), 'pending')
  now = new Date('2026-02-01T00:00:00Z')
  assert.equal(await verify(), 'failed')
  zone.records.set(`${domain.verification_prefix}.acme.test`, [[domain.verification_token]])
  assert.equal(await verify(), 'verified')
})

test('name servers that do not answer leave a domain as it is', async () => {
  const zone = createZone()
  await using api = await createTestApi(zone)
  const domain = await addDomain(api)
  const failure = Object.assign(new Error('no answer'), { code: 'ESERVFAIL' })
  zone.records.set(`${domain.verification_prefix}.acme.test`, failure)
  const answer = await api.call('POST', `/organization_domains/${domain.id}/verify`)
  assert.deepEqual([answer.status, answer.body.code], [503, 'dns_unavailable'])
  assert.deepEqual((await api.call('GET', `/organization_domains/${domain.id}`)).body, domain)
})

test('a domain that was removed is free for another organization', async () => {
  await using api = await createTestApi()
  const domain = await addDomain(api)
  assert.equal((await api.call('DELETE', `/organization_domains/${domain.id}`)).status, 204)
  assert.equal((await api.call('DELETE', `/organization_domains/${domain.id}`)).status, 404)
  assert.equal((await api.call('GET', `/organization_domains/${domain.id}`)).status, 404)
  const again = await addDomain(api)
  assert.notEqual(again.id, domain.id)
  assert.notEqual(again.verification_token, domain.verification_token)
})

test('a domain that somebody verifies by word while the DNS is asked stays verified', async () => {
  const zone = createZone()
  let meanwhile = async () => {}
  const resolveTxt = async (name: string) => {
    await meanwhile()
    return zone.resolveTxt(name)
  }
  await using api = await createTestApi({ resolveTxt })
  const { id, organization_id: organizationId } = await addDomain(api)
  meanwhile = async () => {
    const body = { domain_data: [{ domain: 'acme.test', state: 'verified' }] }
    await api.call('PUT', `/organizations/${organizationId}`, { body })
  }
  const answer = await api.call('POST', `/organization_domains/${id}/verify`)
  assert.deepEqual([answer.status, answer.body.code], [400, 'domain_already_verified'])
  assert.equal((await api.call('GET', `/organization_domains/${id}`)).body.state, 'verified')
})
