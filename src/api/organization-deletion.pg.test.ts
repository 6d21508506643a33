import assert from 'node:assert/strict'
import { test } from 'node:test'
import { removeDeleted } from '../directory/deletion.ts'
import { createTestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { creationOfUser } from '../testing/directory-content.ts'

test('a deleted organization is found by nobody, its directories are told of one by one, and what was its own is free', async () => {
  await using api = await createTestApi()
  const { body: organization } = await api.call('POST', '/organizations', {
    body: { name: 'Acme', external_id: 'crm-1', domain_data: [{ domain: 'acme.test', state: 'verified' }] },
  })
  const { id } = organization
  const directories: { id: string; bearer_token: string }[] = []
  for (const name of ['Okta', 'Entra']) {
    const body = { organization_id: id, name, type: 'okta scim v2.0' }
    directories.push((await api.call('POST', '/directories', { body })).body)
  }
  const [first] = directories
  assert.ok(first)
  await api.context.submit({ organizationId: id, directoryId: first.id }, creationOfUser('ada@acme.test'))
  const { body: key } = await api.call('POST', '/api_keys', { body: { name: 'acme', organization_id: id } })
  assert.equal((await api.call('DELETE', `/organizations/${id}`, { key: key.value })).status, 403)
  await api.feed()
  const [last] = (await api.call('GET', '/events?order=desc&limit=1')).body.data

  const deleted = await api.call('DELETE', `/organizations/${id}`)
  assert.deepEqual([deleted.status, deleted.body], [202, ''])
  await api.feed()
  const { data: told } = (await api.call('GET', `/events?order=asc&after=${last.id}`)).body
  assert.deepEqual(
    told.map(({ event, data }: { event: string; data: { id: string } }) => [event, data.id]),
    directories.map((directory) => ['dsync.deleted', directory.id]),
  )
  assert.equal((await api.call('GET', `/organizations/${id}`)).status, 404)
  assert.equal((await api.call('DELETE', `/organizations/${id}`)).status, 404)
  assert.equal((await api.call('PUT', `/organizations/${id}`, { body: { name: 'Again' } })).status, 404)
  assert.deepEqual((await api.call('GET', '/organizations')).body.data, [])
  assert.equal((await api.call('GET', '/directories', { key: key.value })).status, 401)
  const more = { organization_id: id, name: 'More', type: 'okta scim v2.0' }
  assert.equal((await api.call('POST', '/directories', { body: more })).status, 404)
  const headers = { authorization: `Bearer ${first.bearer_token}` }
  assert.equal((await api.app.inject({ url: `/scim/v2/${first.id}/Users`, headers })).statusCode, 401)

  const successor = { name: 'Acme', external_id: 'crm-1', domain_data: [{ domain: 'acme.test', state: 'verified' }] }
  assert.equal((await api.call('POST', '/organizations', { body: successor })).status, 201)
  await removeDeleted(api.context)
  const rows = await api.database.query({ text: 'select 1 from organizations where id = $1', values: [id] })
  assert.deepEqual(rows, [])
  const keys = await api.database.query({ text: 'select 1 from api_keys where organization_id = $1', values: [id] })
  assert.deepEqual(keys, [])
})

test('a webhook endpoint of a deleted organization ends when it was sent the last event, or can be sent none', async () => {
  await using api = await createTestApi()
  const { organizationId, id } = await createTestDirectory(api)
  const now = new Date()
  for (const [endpoint, isEnabled] of [
    ['we_told', true],
    ['we_off', false],
  ] as const)
    await api.database.query({
      text: `insert into destinations (id, organization_id, kind, settings, is_enabled, position, created_at, updated_at)
        values ($1, $2, 'webhook', '{}', $3, 0, $4, $4)`,
      values: [endpoint, organizationId, isEnabled, now],
    })
  await api.call('DELETE', `/organizations/${organizationId}`)
  const endpoints = async () => {
    await removeDeleted(api.context)
    const rows = await api.database.query<{ id: string }>({ text: 'select id from destinations order by id' })
    return rows.map((row) => row.id)
  }
  assert.deepEqual(await endpoints(), ['we_told'], 'the event is not in the feed yet')
  await api.feed()
  assert.deepEqual(await endpoints(), ['we_told'], 'it has not read the feed so far')
  const values = [organizationId, id]
  await api.database.query({
    text: `insert into destination_streams (organization_id, stream_id, destination_id, done_seq, known_seq)
      values ($1, $2, 'we_told', 0, 2)`,
    values,
  })
  await api.database.query({ text: 'update destinations set position = (select next_position - 1 from feed_state)' })
  assert.deepEqual(await endpoints(), ['we_told'], 'an event waits for it')
  await api.database.query({ text: 'update destination_streams set done_seq = known_seq' })
  assert.deepEqual(await endpoints(), [])
  assert.deepEqual(await api.database.query({ text: 'select 1 from organizations' }), [])
})
