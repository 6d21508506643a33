import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { bootstrapKey, createTestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { runApiVerb } from './api-verb.ts'
import { schemaExtensions } from './schema-extensions.ts'

test('an extension is made from a file, listed and deleted', async () => {
  await using api = await createTestApi()
  const { organizationId } = await createTestDirectory(api)
  const environment = {
    MUSTER_URL: await api.app.listen({ host: '127.0.0.1', port: 0 }),
    MUSTER_API_KEY: bootstrapKey,
  }
  const folder = await mkdtemp(join(tmpdir(), 'muster-cli-'))
  const file = join(folder, 'staff.json')
  const run = async (...args: string[]) => {
    const printed: string[] = []
    await runApiVerb(schemaExtensions, args, { environment, folder, print: (text) => printed.push(text) })
    return printed.join('\n')
  }
  try {
    await writeFile(file, '[]')
    await assert.rejects(run('create', organizationId, file), /does not hold a JSON object/)
    await assert.rejects(run('create', organizationId, join(folder, 'none.json')), /cannot be read/)
    const body = { urn: 'urn:acme:User', name: 'Acme', resource_type: 'User', attributes: [{ name: 'badge' }] }
    await writeFile(file, JSON.stringify(body))
    const { id } = JSON.parse(await run('create', organizationId, file, '--json'))
    await assert.rejects(run('create', organizationId, file), /Choose another one/)
    assert.match(await run('list', organizationId), new RegExp(`${id} +urn:acme:User +User`))
    assert.match(await run('delete', organizationId, id), /is deleted/)
    assert.match(await run('list', organizationId), /no schema extensions/)
  } finally {
    await rm(folder, { recursive: true })
  }
})
