import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { bootstrapKey, createTestApi } from '../testing/api-app.ts'
import { runApiVerb } from './api-verb.ts'
import { sinks } from './sinks.ts'

test('a sink is made of a file, tested, replayed, listed and deleted', async (t) => {
  await using api = await createTestApi()
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const folder = await mkdtemp(join(tmpdir(), 'muster-sinks-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = join(folder, 'sink.json')
  const redis = { type: 'redis', name: 'Bus', settings: { url: 'redis://127.0.0.1:1' }, secrets: { password: 'x' } }
  await writeFile(file, JSON.stringify(redis))
  async function run(...args: string[]) {
    const printed: string[] = []
    const environment = { MUSTER_URL: url, MUSTER_API_KEY: bootstrapKey }
    await runApiVerb(sinks, args, { environment, folder, print: (text) => printed.push(text) })
    return printed.join('\n')
  }

  const { id } = JSON.parse(await run('create', file, '--json'))
  assert.match(await run('create', file), /muster sinks test sink_/)
  assert.match(await run('list'), new RegExp(`${id} +Bus +redis +enabled`))
  assert.match(await run('test', id), /Failed: Nothing listens at 127\.0\.0\.1:1/)
  assert.match(await run('replay', id, '--since', '2026-01-01'), /since 2026-01-01 is delivered again/)
  assert.match(await run('delete', id), /is deleted/)
  assert.doesNotMatch(await run('list'), new RegExp(id))
  await assert.rejects(run('create', join(folder, 'none.json')), /cannot be read/)
})
