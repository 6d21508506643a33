import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closeOrganization } from '../store/organization-deletion.ts'
import { createTestApi, type TestApi } from '../testing/api-app.ts'
import { untilWaiting } from '../testing/until-waiting.ts'

async function createOrganization(api: TestApi, body: object = {}): Promise<string> {
  const answer = await api.call('POST', '/organizations', { body: { name: 'Acme', ...body } })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.id
}

/** Deletes the organization, but commits only when `meanwhile` has its answer or waits for the commit. */
async function whileDeleting<T>(api: TestApi, id: string, meanwhile: () => Promise<T>): Promise<T> {
  return api.database
    .transaction(async (transaction) => {
      assert.ok(await closeOrganization(transaction, id, new Date()))
      const answer = meanwhile()
      await Promise.race([answer, untilWaiting(api.database, 1)])
      return { answer }
    })
    .then(({ answer }) => answer)
}

const additions: readonly (readonly [path: string, body: object])[] = [
  ['/organization_domains', { organization_id: ':id', domain: 'acme.test' }],
  ['/portal/generate_link', { organization: ':id' }],
  ['/api_keys', { name: 'key', organization_id: ':id' }],
  ['/webhook_endpoints', { organization_id: ':id', endpoint_url: 'https://acme.test/hook' }],
  ['/sinks', { organization_id: ':id', type: 'redis', settings: { url: 'redis://acme.test' } }],
  ['/directories', { organization_id: ':id', name: 'Okta', type: 'okta scim v2.0' }],
  [
    '/organizations/:id/schema_extensions',
    { urn: 'urn:acme:User', name: 'Acme', resource_type: 'User', attributes: [{ name: 'badge' }] },
  ],
]

test('nothing is added to an organization that is being deleted meanwhile', async () => {
  await using api = await createTestApi()
  for (const [path, body] of additions) {
    const id = await createOrganization(api)
    const of = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(':id', id))
    const { status, body: answer } = await whileDeleting(api, id, () => api.call('POST', of(path), { body: of(body) }))
    assert.deepEqual([status, answer.code, answer.entity_id], [404, 'entity_not_found', id], path)
  }
})

test('organizations that are given the same domains at once, in any order, do not wait for each other for ever', async () => {
  await using api = await createTestApi()
  const names = Array.from({ length: 20 }, (_, index) => `d${index}.test`)
  const [first, second] = [await createOrganization(api), await createOrganization(api)]
  const answers = await Promise.all([
    api.call('PUT', `/organizations/${first}`, { body: { domains: names } }),
    api.call('PUT', `/organizations/${second}`, { body: { domains: names.toReversed() } }),
    api.call('POST', '/organizations', { body: { name: 'Third', domains: names.toReversed() } }),
  ])
  assert.deepEqual(answers.map(({ status }) => (status === 201 ? 200 : status)).sort(), [200, 409, 409])
})

test('an organization has at most 100 domains, however they are added', async () => {
  await using api = await createTestApi()
  const domains = Array.from({ length: 98 }, (_, index) => `d${index}.test`)
  const id = await createOrganization(api, { domains })
  const add = (index: number) =>
    api.call('POST', '/organization_domains', { body: { organization_id: id, domain: `more${index}.test` } })
  const answers = await Promise.all([1, 2, 3, 4].map(add))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 201, 409, 409])
  assert.equal(answers.find(({ status }) => status === 409)?.body.code, 'too_many_domains')
  assert.equal((await api.call('GET', `/organizations/${id}`)).body.domains.length, 100)
})

test('of two that remove the same thing at once, one is told that it is not there, and one entry is left', async () => {
  await using api = await createTestApi()
  const organization = await createOrganization(api)
  const link = await api.call('POST', '/portal/generate_link', { body: { organization } })
  const body = { organization_id: organization, domain: 'acme.test' }
  const domain = await api.call('POST', '/organization_domains', { body })
  for (const path of [`/organization_domains/${domain.body.id}`, `/portal/links/${link.body.id}`]) {
    const answers = await atOnce(api, 2, () => api.call('DELETE', path))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 404], path)
    const { body: entries } = await api.call('GET', `/audit_log?target=${path.split('/').at(-1)}`)
    assert.equal(entries.data.length, 2, 'made and removed')
  }
})

/** Sends so many while the table of what they leave in the log is locked, so that each has done its work but not committed. */
async function atOnce<T>(api: TestApi, count: number, send: () => Promise<T>): Promise<T[]> {
  const sent = await api.database.transaction(async (transaction) => {
    await transaction.query({ text: 'lock table audit_log in exclusive mode' })
    const answers = Array.from({ length: count }, send)
    await untilWaiting(api.database, count)
    return { answers }
  })
  return Promise.all(sent.answers)
}
