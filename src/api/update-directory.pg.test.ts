import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { putDocuments } from '../testing/overlay-documents.ts'

test('people are made anew when a directory that documents may call by its name is called otherwise', async () => {
  await using api = await createTestApi()
  const { id, organizationId } = await createTestDirectory(api)
  const { database } = api.context
  const rename = (name: string) => api.call('PUT', `/directories/${id}`, { body: { name } })
  const asked = () => database.query({ text: `select reason from people_rebuilds where reason = 'directory'` })
  await rename('hr')
  assert.deepEqual(await asked(), [])
  const documents = [{ kind: 'Authority', id: 'authority', default: ['hr'] }]
  await putDocuments(database, organizationId, { documents })
  await database.query({ text: 'delete from people_rebuilds' })
  await rename('hr')
  assert.deepEqual(await asked(), [])
  await rename('human-resources')
  assert.deepEqual(await asked(), [{ reason: 'directory' }])
})
