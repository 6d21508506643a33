import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootstrapKey, createTestApi } from '../testing/api-app.ts'
import { startWebhookReceiver } from '../testing/webhook-receiver.ts'
import { runApiVerb } from './api-verb.ts'
import { webhooks } from './webhooks.ts'

test('webhook endpoints are made, tested, looked at, replayed and deleted from the command line', async () => {
  await using api = await createTestApi()
  await using receiver = await startWebhookReceiver((_, response, calls) =>
    response.writeHead(calls > 1 ? 500 : 200).end(),
  )
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const run = async (...args: string[]) => {
    const printed: string[] = []
    const environment = { MUSTER_URL: url, MUSTER_API_KEY: bootstrapKey }
    await runApiVerb(webhooks, args, { environment, folder: '/nonexistent', print: (text) => printed.push(text) })
    return printed.join('\n')
  }

  assert.match(await run('list'), /There are no webhook endpoints/)
  const events = ['--event', 'dsync.user.created', '--event', 'dsync.user.deleted']
  const endpoint = JSON.parse(await run('create', '--url', receiver.url, ...events, '--batch-size', '10', '--json'))
  assert.deepEqual([endpoint.events.length, endpoint.batch_size, endpoint.type], [2, 10, 'webhook'])
  assert.match(await run('list'), new RegExp(`${endpoint.id} +http://127.0.0.1.* +webhook +enabled`))
  assert.match(await run('test', endpoint.id), /^Acknowledged with 200 in [\d.]+ ms\.$/)
  assert.match(await run('test', endpoint.id, '--event', 'dsync.deleted'), /^The endpoint answered 500\./)
  assert.equal((await run('attempts', endpoint.id)).split('\n').length, 3)
  assert.match(await run('attempts', endpoint.id, '--failed'), /failed +500 +[\d.]+ +The endpoint answered 500/)
  const rotated = JSON.parse(await run('rotate-secret', endpoint.id, '--overlap-hours', '1', '--json'))
  assert.notEqual(rotated.secret, endpoint.secret)
  assert.match(await run('replay', endpoint.id, '--since', '2026-01-01T00:00:00Z'), /is delivered again/)
  assert.match(await run('resume', endpoint.id, '--skip'), /goes on/)
  assert.match(await run('delete', endpoint.id), /is deleted/)
  assert.match(await run('list'), /There are no webhook endpoints/)
})
