import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'
import { withoutPrograms } from '../../testing/outside-program.ts'
import { startRedisServer } from '../../testing/redis-server.ts'

const idsOf = (list: { data: { id: string }[] }) => list.data.map(({ id }) => id)

const nats = { type: 'nats', settings: { servers: ['nats://nats.example.com:4222'] } }

test('a sink is made with the defaults of its type, is shown without its secrets, and is stored encrypted', async () => {
  await using api = await createTestApi()
  const body = { ...nats, name: 'Bus', secrets: { token: 'the-token-of-nats' }, events: ['dsync.user.created'] }
  const { status, body: sink } = await api.call('POST', '/sinks', { body })
  assert.equal(status, 201)
  assert.deepEqual(sink, {
    object: 'sink',
    id: sink.id,
    organization_id: null,
    type: 'nats',
    name: 'Bus',
    status: 'enabled',
    events: ['dsync.user.created'],
    settings: {
      servers: ['nats://nats.example.com:4222'],
      subject: 'muster.{organization_id}.{directory_id}.{event}',
    },
    batch_size: 100,
    parallel: 16,
    paused_at: null,
    paused_reason: null,
    failing_since: null,
    last_delivered_at: null,
    created_at: sink.created_at,
    updated_at: sink.created_at,
  })
  assert.match(sink.id, /^sink_/)
  assert.deepEqual((await api.call('GET', `/sinks/${sink.id}`)).body, { ...sink, failing_directories: [] })
  assert.deepEqual((await api.call('GET', '/sinks')).body.data, [sink])
  const stored = await api.database.query({ text: 'select d::text as row from destinations d' })
  const audited = await api.database.query({ text: 'select a::text as row from audit_log a' })
  assert.doesNotMatch(JSON.stringify([stored, audited]), /the-token-of-nats/)
})

test('settings that the type does not have, or that are wrong, are refused by their name', async () => {
  await using api = await createTestApi()
  const refused = async (body: object) => {
    const answer = await api.call('POST', '/sinks', { body })
    assert.equal(answer.status, 422)
    return answer.body.errors.map(({ field }: { field: string }) => field)
  }
  assert.deepEqual(await refused({ ...nats, settings: { servers: ['http://nats.example.com'] } }), ['settings.servers'])
  assert.deepEqual(await refused({ ...nats, settings: { ...nats.settings, subject: 'a b' } }), ['settings.subject'])
  assert.deepEqual(await refused({ ...nats, settings: { ...nats.settings, topic: 'a' } }), ['settings'])
  assert.deepEqual(await refused({ ...nats, secrets: { user: 'a' } }), ['secrets'])
  assert.deepEqual(await refused({ type: 'redis', settings: {} }), ['settings.url'])
  assert.deepEqual(await refused({ type: 'kafka', settings: {} }), ['type'])
  assert.deepEqual(await refused({ ...nats, events: ['user.created'] }), ['events'])
})

test('what is given of a sink is changed, and null takes a setting back to its default', async () => {
  await using api = await createTestApi()
  const settings = { ...nats.settings, stream: 'A', subject: 'a.{event}' }
  const { body: sink } = await api.call('POST', '/sinks', { body: { ...nats, name: 'Bus', settings } })
  const patch = async (body: object) => (await api.call('PATCH', `/sinks/${sink.id}`, { body })).body
  const changed = await patch({ settings: { subject: null, stream: 'B' }, batch_size: 7 })
  assert.deepEqual(changed.settings, {
    ...settings,
    stream: 'B',
    subject: 'muster.{organization_id}.{directory_id}.{event}',
  })
  assert.equal(changed.batch_size, 7)
  assert.equal(changed.name, 'Bus')
  assert.equal((await patch({ name: null, status: 'disabled' })).status, 'disabled')
  const enabled = await patch({ status: 'enabled', events: ['dsync.deleted'] })
  assert.deepEqual([enabled.name, enabled.status, enabled.events], [null, 'enabled', ['dsync.deleted']])
  assert.equal((await api.call('PATCH', `/sinks/${sink.id}`, { body: { settings: { servers: null } } })).status, 422)
})

test('a sink that is deleted is gone, and a webhook endpoint is no sink', async () => {
  await using api = await createTestApi()
  const { body: sink } = await api.call('POST', '/sinks', { body: nats })
  assert.equal((await api.call('DELETE', `/sinks/${sink.id}`)).status, 204)
  assert.equal((await api.call('GET', `/sinks/${sink.id}`)).status, 404)
  const endpoint = { endpoint_url: 'https://example.com/webhooks' }
  const { body: webhook } = await api.call('POST', '/webhook_endpoints', { body: endpoint })
  assert.equal((await api.call('GET', `/sinks/${webhook.id}`)).status, 404)
  assert.deepEqual((await api.call('GET', '/sinks')).body.data, [])
})

test('a test tells what the server said, and is kept among the attempts', {
  skip: withoutPrograms('redis-server'),
}, async () => {
  await using api = await createTestApi()
  const server = await startRedisServer()
  await using _ = server
  const body = { type: 'redis', settings: { url: `redis://127.0.0.1:${server.port}`, key: 'events' } }
  const { body: sink } = await api.call('POST', '/sinks', { body })
  const { status, body: attempt } = await api.call('POST', `/sinks/${sink.id}/test`, { body: {} })
  assert.equal(status, 201)
  assert.deepEqual([attempt.status, attempt.response, attempt.attempt], ['delivered', 'key events, 1 added', 0])
  await server.stop()
  const { body: failed } = await api.call('POST', `/sinks/${sink.id}/test`, { body: { event: 'dsync.deleted' } })
  assert.equal(failed.status, 'failed')
  assert.match(failed.error, /Nothing listens at 127\.0\.0\.1/)
  const { body: attempts } = await api.call('GET', `/sinks/${sink.id}/attempts`)
  assert.deepEqual(idsOf(attempts), [failed.id, attempt.id])
  const { body: failures } = await api.call('GET', `/sinks/${sink.id}/attempts?status=failed`)
  assert.deepEqual(idsOf(failures), [failed.id])
})

test('a replay needs one place to begin at, and every change is in the audit log', async () => {
  await using api = await createTestApi()
  await createTestDirectory(api)
  const { body: sink } = await api.call('POST', '/sinks', { body: nats })
  const url = `/sinks/${sink.id}`
  assert.equal((await api.call('POST', `${url}/replay`, { body: {} })).status, 422)
  assert.equal((await api.call('POST', `${url}/replay`, { body: { since: '2026-01-01' } })).status, 200)
  assert.equal((await api.call('POST', `${url}/resume`, { body: { skip: true } })).status, 200)
  await api.call('PATCH', url, { body: { batch_size: 2 } })
  await api.call('DELETE', url)
  const { body: log } = await api.call('GET', `/audit_log?target=${sink.id}&order=asc`)
  assert.deepEqual(
    log.data.map(({ action }: { action: string }) => action),
    ['sink.created', 'sink.replayed', 'sink.resumed', 'sink.updated', 'sink.deleted'],
  )
})
