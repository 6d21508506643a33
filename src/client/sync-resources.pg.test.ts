import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootstrapKey, createTestApi } from '../testing/api-app.ts'
import { createMemorySource } from '../testing/memory-connector.ts'
import { createPulledDirectory, startTestSync, untilRun } from '../testing/pulled-directory.ts'
import { createMusterClient } from './muster-client.ts'

test('a client checks and changes a connection, starts a run, and decides about exactly what it has seen', async () => {
  const source = createMemorySource()
  source.putUsers(12)
  await using api = await createTestApi({ connectors: [source.connector] })
  await using _ = startTestSync(api)
  const baseUrl = await api.app.listen({ port: 0, host: '127.0.0.1' })
  const muster = createMusterClient({ baseUrl, apiKey: bootstrapKey, retries: 0 })
  const { id } = await createPulledDirectory(api)
  const first = await untilRun(api, { id }, ['completed'])
  assert.equal((await muster.connections.check(id)).users.count, 12)
  assert.equal(
    (await muster.connections.update(id, { schedule: { interval_minutes: 60 } })).schedule.interval_minutes,
    60,
  )
  assert.equal((await muster.connections.get(id)).settings.key, '********')
  for (const user of [...source.users.keys()].slice(0, 7)) source.removeUser(user)
  await muster.runs.create(id, { kind: 'full' })
  const { id: runId } = await untilRun(api, { id, after: first.id }, ['waiting'])
  const run = await muster.runs.get(runId)
  const names: string[] = []
  for await (const { name } of muster.runs.removals(run, { states: ['held'], kinds: ['user'] })) names.push(name)
  assert.equal(names.length, 7)
  await assert.rejects(muster.runs.approve(run, { removals: 6 }), { code: 'removals_changed', status: 409 })
  const rejected = await muster.runs.reject(run, { removals: run.counts.held, reason: 'not yet' })
  assert.equal(rejected.state, 'completed')
  const { data } = await muster.runs.list(id, { states: ['completed'] }).page()
  assert.deepEqual(data.map((one) => one.id).toSorted(), [first.id, runId].toSorted())
})
