import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SourceError } from '../../connectors/source-error.ts'
import { createTestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'
import { createMemorySource } from '../../testing/memory-connector.ts'
import { createPulledDirectory, memorySettings } from '../../testing/pulled-directory.ts'

async function startCompany(count = 3) {
  const source = createMemorySource()
  source.putUsers(count)
  const api = await createTestApi({ connectors: [source.connector] })
  const directory = await createPulledDirectory(api, { connection: { schedule: {} } })
  const path = `/directories/${directory.id}`
  return { source, api, path, ...directory, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() }
}

test('a directory that Muster reads has no token and no SCIM endpoint, and SCIM does not find it', async () => {
  await using acme = await startCompany()
  const { body } = await acme.api.call('GET', acme.path)
  assert.deepEqual([body.type, body.state, body.endpoint], ['okta', 'validating', null])
  assert.deepEqual((await acme.api.call('GET', `${acme.path}/tokens`)).body.data, [])
  const refused = await acme.api.call('POST', `${acme.path}/tokens`, { body: {} })
  assert.deepEqual([refused.status, refused.body.code], [409, 'directory_is_pulled'])
  const headers = { authorization: 'Bearer scim_none' }
  assert.equal((await acme.api.app.inject({ url: `/scim/v2/${acme.id}/Users`, headers })).statusCode, 404)
})

test('a connection is shown without its secrets, and its mask sent back changes nothing', async () => {
  await using acme = await startCompany()
  const shown = await acme.api.call('GET', `${acme.path}/connection`)
  assert.deepEqual(shown.body.settings, { company: 'acme', key: '********' })
  const same = await acme.api.call('PUT', `${acme.path}/connection`, { body: { settings: shown.body.settings } })
  assert.equal(same.body.generation, 1)
  const { body: log } = await acme.api.call('GET', '/audit_log?limit=100')
  const rows = await acme.api.database.query({ text: 'select c::text from connections c' })
  for (const text of [shown.body, log, rows]) assert.ok(!JSON.stringify(text).includes(memorySettings.key))
})

test('what is left out stays; another setting, mapping or scope is another generation, another guard is not', async () => {
  await using acme = await startCompany()
  const put = async (body: object) => (await acme.api.call('PUT', `${acme.path}/connection`, { body })).body
  const guarded = await put({ guards: { users: { percent: 50, at_least: 2 } }, schedule: { interval_minutes: 60 } })
  assert.deepEqual([guarded.generation, guarded.guards.users.percent, guarded.guards.groups.percent], [1, 50, 20])
  assert.equal(guarded.schedule.full_cron, '0 3 * * *')
  const scoped = await put({ scope: { org_units: ['/Sales'] } })
  assert.deepEqual([scoped.generation, scoped.scope.on_leave], [2, 'suspend'])
  const lines = [{ target: 'job_title', expression: 'user.department' }]
  assert.deepEqual((await put({ mapping: lines })).mapping, lines)
  const moved = await put({ settings: { company: 'globex' } })
  assert.deepEqual([moved.generation, moved.settings], [4, { company: 'globex', key: '********' }])
  assert.deepEqual([moved.mapping, moved.schedule.interval_minutes], [lines, 60])
})

test('everything that is wrong with a connection is said by its field', async () => {
  await using acme = await startCompany()
  const wrong = async (body: object) => {
    const answer = await acme.api.call('PUT', `${acme.path}/connection`, { body })
    assert.equal(answer.status, 422, JSON.stringify(answer.body))
    return answer.body.errors.map(({ field }: { field: string }) => field)
  }
  assert.deepEqual(await wrong({ settings: { key: null, company: 5 } }), ['settings.company', 'settings.key'])
  assert.deepEqual(await wrong({ settings: { compagny: 'acme' } }), ['settings'])
  assert.deepEqual(await wrong({ schedule: { full_cron: 'at night' } }), ['schedule.full_cron'])
  assert.deepEqual(await wrong({ schedule: { full_cron: '* * * * * *' } }), ['schedule.full_cron'])
  assert.deepEqual(await wrong({ schedule: { full_cron: '2030-01-01T00:00:00' } }), ['schedule.full_cron'])
  for (const broken of ['a\0', 'a\ud800']) {
    assert.deepEqual(await wrong({ settings: { company: broken } }), ['settings'])
    assert.deepEqual(await wrong({ scope: { groups: [broken] } }), ['scope.groups'])
    assert.deepEqual(await wrong({ scope: { org_units: [broken] } }), ['scope.org_units'])
  }
  assert.deepEqual(await wrong({ mapping: [{ target: 'shoe_size', expression: 'user.x' }] }), ['mapping.shoe_size'])
  assert.deepEqual(await wrong({ mapping: [{ target: 'username', expression: 'user.(' }] }), ['mapping.username'])
  assert.deepEqual(await wrong({ scope: { rule: 'user.department ==' } }), ['scope.rule'])
})

test('a type that pushes SCIM takes no connection, one that is read may be given it later', async () => {
  await using acme = await startCompany()
  const make = async (type: string, connection?: object) => {
    const body = { organization_id: acme.organizationId, name: 'x', type, ...(connection && { connection }) }
    const answer = await acme.api.call('POST', '/directories', { body })
    return [answer.status, answer.body.errors?.[0].field]
  }
  assert.deepEqual(await make('okta scim v2.0', { settings: {} }), [422, 'connection'])
  assert.deepEqual(await make('okta'), [201, undefined])
  assert.deepEqual(await make('ldap', { settings: {} }), [422, 'type'])
  assert.deepEqual(await make('ldap'), [422, 'type'])
  const pushed = await createTestDirectory(acme.api, 'Globex')
  const answer = await acme.api.call('GET', `/directories/${pushed.id}/connection`)
  assert.deepEqual([answer.status, answer.body.code], [404, 'directory_not_pulled'])
})

test('a check says what the credential sees, and what the source refuses is told with what to do', async () => {
  await using acme = await startCompany()
  const check = (body: object) => acme.api.call('POST', `${acme.path}/connection/check`, { body })
  const { body: report } = await check({})
  assert.deepEqual([report.is_usable, report.users.count], [true, 3])
  assert.equal(report.users.sample.login, 'u00001@example.com')
  const { body: log } = await acme.api.call('GET', '/audit_log?action=connection.checked')
  assert.ok(!JSON.stringify(log).includes('u00001'), 'the audit log keeps no sample')
  assert.equal((await check({ settings: { company: 7 } })).status, 422)
  acme.source.faults.closed = new SourceError('credentials_refused', 'Make a new key.')
  const refused = await check({})
  assert.deepEqual([refused.status, refused.body], [422, { code: 'source_refused', message: 'Make a new key.' }])
  acme.source.faults.closed = new SourceError('unreachable', 'Nobody answers.')
  assert.equal((await check({})).status, 503)
})

test('a preview shows what unsaved lines make of a real person', async () => {
  await using acme = await startCompany()
  const preview = async (body: object) => (await acme.api.call('POST', `${acme.path}/mapping/preview`, { body })).body
  const [saved] = (await preview({ search: '00002' })).users
  assert.deepEqual([saved.name, saved.result.job_title], ['First u00002 Last u00002', 'Engineer'])
  const [changed] = (
    await preview({ search: '00002', mapping: [{ target: 'job_title', expression: 'user.department' }] })
  ).users
  assert.equal(changed.result.job_title, 'Research')
  const [without] = (await preview({ search: '00002', mapping: [{ target: 'username', expression: 'user.none' }] }))
    .users
  assert.equal(without.result, null)
  assert.equal(without.problems[0].code, 'username_missing')
})

test('a preview shows who is in a scope and why', async () => {
  await using acme = await startCompany()
  acme.source.putUser('boss', { orgUnit: '/Board' })
  acme.source.putGroup('g1', ['u00001'])
  const preview = async (body: object) => (await acme.api.call('POST', `${acme.path}/scope/preview`, { body })).body
  assert.deepEqual(counts(await preview({})), [4, 4, 0])
  assert.deepEqual(counts(await preview({ limit: 2 })), [2, 2, 0])
  const units = await preview({ scope: { org_units: ['/board'] } })
  assert.deepEqual(counts(units), [4, 1, 3])
  assert.match(units.users[0].reason, /organizational unit/)
  const grouped = await preview({ scope: { groups: ['g1'] }, search: 'u0000' })
  assert.deepEqual(
    grouped.users.map(({ is_in }: { is_in: boolean }) => is_in),
    [true, false, false],
  )
})

const counts = (preview: { looked_at: number; in: number; out: number }) => [preview.looked_at, preview.in, preview.out]

test('a declared attribute can be mapped; when its form changes, those who map it look at everybody anew', async () => {
  await using acme = await startCompany()
  const path = `/organizations/${acme.organizationId}/custom_attributes`
  const mapping = [{ target: 'custom_attributes.badge', expression: 'user.title' }]
  const put = (body: object) => acme.api.call('PUT', `${acme.path}/connection`, { body })
  assert.equal((await put({ mapping })).status, 422)
  assert.equal((await acme.api.call('PUT', `${path}/badge`, { body: { type: 'text' } })).body.form, 'none')
  assert.equal((await put({ mapping })).body.generation, 2)
  await acme.api.call('PUT', `${path}/badge`, { body: { type: 'text', form: 'lowercase' } })
  assert.equal((await acme.api.call('GET', `${acme.path}/connection`)).body.generation, 3)
  assert.equal((await acme.api.call('PUT', `${path}/Badge`, { body: { type: 'text' } })).status, 422)
  assert.equal((await acme.api.call('GET', path)).body.data.length, 1)
  assert.equal((await acme.api.call('DELETE', `${path}/badge`)).status, 204)
  assert.equal((await acme.api.call('DELETE', `${path}/badge`)).status, 404)
})

test('the connectors say what they need, as a form can be made of', async () => {
  await using acme = await startCompany()
  const [connector] = (await acme.api.call('GET', '/connectors')).body.data
  assert.deepEqual(connector.settings.required, ['company', 'key'])
  assert.equal(connector.settings.properties.key.secret, true)
  assert.equal(connector.abilities.incremental, true)
})

test('a directory that is being deleted is neither changed nor read any more', async () => {
  await using acme = await startCompany()
  await acme.api.call('DELETE', acme.path)
  const ask = async (method: 'PUT' | 'POST', path: string) => {
    const { status, body } = await acme.api.call(method, `${acme.path}/${path}`, { body: {} })
    assert.deepEqual([path, status, body.code], [path, 409, 'directory_deleting'])
  }
  await ask('PUT', 'connection')
  const deeds = [
    'connection/check',
    'connection/wake_ups',
    'mapping/preview',
    'scope/preview',
    'sync_runs',
    'problems/x/retry',
  ]
  for (const path of deeds) await ask('POST', path)
})

test('only so many checks and previews of an organization are on their way at once', async () => {
  const source = createMemorySource()
  const holding = Promise.withResolvers<void>()
  const open: typeof source.connector.open = (...given) => {
    const opened = source.connector.open(...given)
    return { ...opened, check: (signal) => holding.promise.then(() => opened.check(signal)) }
  }
  await using api = await createTestApi({ connectors: [{ ...source.connector, open }] })
  const { id } = await createPulledDirectory(api)
  const check = () => api.call('POST', `/directories/${id}/connection/check`, { body: {} })
  const asked = Array.from({ length: 5 }, check)
  const refused = await Promise.race(asked)
  assert.deepEqual([refused.status, refused.body.code, refused.headers['retry-after']], [429, 'too_many_looks', '5'])
  holding.resolve()
  const statuses = (await Promise.all(asked)).map(({ status }) => status)
  assert.deepEqual(statuses.toSorted(), [200, 200, 200, 200, 429])
  assert.equal((await check()).status, 200)
})

test('nothing but its source writes into a directory that Muster reads', async () => {
  await using acme = await startCompany()
  const users = { users: [{ id: 'directory_user_other', username: 'other' }] }
  const groups = { groups: [{ id: 'directory_group_other', name: 'Other' }] }
  for (const [part, body] of Object.entries({ users, groups })) {
    const { status, body: answer } = await acme.api.call('POST', `/imports/directories/${acme.id}/${part}`, { body })
    assert.deepEqual([status, answer.code], [409, 'directory_is_pulled'])
  }
})
