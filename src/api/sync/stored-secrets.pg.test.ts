import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectors } from '../../connectors/connectors.ts'
import { addressNames, secretNames } from '../../connectors/split-settings.ts'
import { createTestApi } from '../../testing/api-app.ts'
import { createPulledDirectory, memorySettings } from '../../testing/pulled-directory.ts'

async function startCompany(settings: object = {}) {
  const api = await createTestApi()
  const { id } = await createPulledDirectory(api, { connection: { settings: { ...memorySettings, ...settings } } })
  const path = `/directories/${id}/connection`
  const put = (given: object) => api.call('PUT', path, { body: { settings: given } })
  const check = (given: object) => api.call('POST', `${path}/check`, { body: { settings: given } })
  return { api, path, put, check, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() }
}

const key = memorySettings.key
const told = ({ body }: { body: { errors?: { field: string; code: string }[] } }) =>
  body.errors?.map(({ field, code }) => `${field} ${code}`)

test('a stored secret is not sent to another address: it must be given again', async () => {
  await using acme = await startCompany()
  for (const ask of [acme.put, acme.check]) {
    for (const given of [{ host: 'evil.test' }, { host: 'evil.test', key: '********' }]) {
      const refused = await ask(given)
      assert.deepEqual([refused.status, told(refused)], [422, ['settings.key secret_required']])
      assert.match(refused.body.message, /settings\.key must be given again with another settings\.host/)
    }
    assert.equal((await ask({ host: 'new.test', key })).status, 200)
  }
  const back = await acme.put({ host: null })
  assert.deepEqual(
    told(back),
    ['settings.key secret_required'],
    'taking it back to the default is another address, too',
  )
})

test('what means the same address needs no secret, and neither does another setting', async () => {
  await using acme = await startCompany()
  assert.equal((await acme.put({ host: ' memory.test ' })).status, 200)
  assert.equal((await acme.put({ company: 'globex' })).status, 200)
  assert.equal((await acme.check({ company: 'initech', key: '********' })).status, 200)
})

test('every secret that is kept must be given again; one that is taken away need not be', async () => {
  await using acme = await startCompany({ spare_key: 'another' })
  const refused = await acme.put({ host: 'evil.test', key })
  assert.deepEqual(told(refused), ['settings.spare_key secret_required'])
  assert.equal((await acme.put({ host: 'new.test', key, spare_key: null })).status, 200)
})

test('every connector that keeps secrets says by which settings they are sent where', () => {
  const addresses = connectors
    .filter(({ settings }) => secretNames(settings).size > 0)
    .map(({ type, settings }) => [type, [...addressNames(settings)]] as const)
  assert.deepEqual(Object.fromEntries(addresses), {
    okta: ['org_url', 'other_url'],
    'entra id': ['tenant_id', 'cloud', 'login_url', 'graph_url'],
    'gsuite directory': ['api_url'],
    'active directory': ['hosts', 'port', 'security'],
    ldap: ['host', 'port', 'security'],
    csv: ['host', 'port'],
  })
})
