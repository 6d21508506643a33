import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { createCsvConnector } from '../../connectors/csv/csv.ts'
import { bootstrapKey, createTestApi, type TestApi } from '../../testing/api-app.ts'
import { createPulledDirectory, seldom, startTestSync, untilRun } from '../../testing/pulled-directory.ts'

const csv = createCsvConnector({ rows: 500, members: 5000 })

async function createCsvDirectory(api: TestApi, settings: object = {}) {
  const { body: organization } = await api.call('POST', '/organizations', { body: { name: 'Acme' } })
  const connection = { settings, schedule: seldom }
  const body = { organization_id: organization.id, name: 'Files', type: 'csv', connection }
  const { status, body: directory } = await api.call('POST', '/directories', { body })
  assert.equal(status, 201, JSON.stringify(directory))
  return { id: directory.id as string, path: `/directories/${directory.id}/files` }
}

type Upload = { readonly url: string; readonly payload: string | Buffer; readonly type?: string; readonly key?: string }

async function upload(api: TestApi, { url, payload, type = 'text/csv', key = bootstrapKey }: Upload) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': type }
  const answer = await api.app.inject({ method: 'PUT', url, headers, payload })
  return { status: answer.statusCode, body: answer.json() }
}

test('files that are uploaded are read, and a newer one takes the place of its name', async () => {
  await using api = await createTestApi({ connectors: [csv] })
  await using _ = startTestSync(api)
  const { id, path } = await createCsvDirectory(api)
  await untilRun(api, { id }, ['completed', 'failed'])
  const people = (names: readonly string[]) =>
    `id,email,first_name,last_name\n${names.map((name) => `${name},${name}@acme.test,${name},Test\n`).join('')}`
  const groups = await upload(api, { url: `${path}/groups.csv?sync=false`, payload: 'id,name\ng1,Engineering\n' })
  assert.deepEqual([groups.status, groups.body.size], [200, 23])
  const users = `${path}/users.csv`
  const before = (await api.call('GET', `/directories/${id}/sync_runs?limit=1`)).body.data[0].id
  await upload(api, { url: users, payload: people(['ada', 'bert', 'cleo']), type: 'application/octet-stream' })
  const run = await untilRun(api, { id, after: before }, ['completed'])
  assert.deepEqual([run.counts.users_created, run.counts.groups_created], [3, 1])
  await upload(api, { url: users, payload: people(['ada', 'bert', 'cleo', 'dora']) })
  assert.equal((await untilRun(api, { id, after: run.id }, ['completed'])).counts.users_created, 1)
  const { body: files } = await api.call('GET', path)
  assert.deepEqual(
    files.data.map(({ name }: { name: string }) => name),
    ['groups.csv', 'users.csv'],
  )
  const pieces = await api.database.query({ text: 'select from source_file_pieces' })
  assert.equal(pieces.length, 2)
  const { body: log } = await api.call('GET', '/audit_log?action=source_file.uploaded')
  assert.equal(log.data.length, 3)
})

test('a large file is kept in pieces and is the same when it is read', async () => {
  await using api = await createTestApi({ connectors: [csv] })
  const { path } = await createCsvDirectory(api)
  const content = Buffer.alloc(1_700_000, 'abcdefghij\n')
  const { body } = await upload(api, { url: `${path}/users.csv`, payload: content })
  assert.equal(body.size, content.length)
  const rows = await api.database.query<{ content: Buffer }>({
    text: 'select content from source_file_pieces order by piece',
  })
  assert.equal(rows.length, 4)
  assert.ok(Buffer.concat(rows.map((row) => row.content)).equals(content))
})

test('a file that nobody would read is refused, and so is another organization', async () => {
  await using api = await createTestApi()
  const pulled = await createPulledDirectory(api)
  const url = `/directories/${pulled.id}/files/users.csv`
  const refused = await upload(api, { url, payload: 'id\n' })
  assert.deepEqual([refused.status, refused.body.code], [409, 'file_not_taken'])
  assert.equal((await upload(api, { url: `/directories/${pulled.id}/files/a%2Fb`, payload: 'id\n' })).status, 404)
  assert.equal((await upload(api, { url, payload: '{}', type: 'application/json' })).status, 415)
  const { body: other } = await api.call('POST', '/organizations', { body: { name: 'Other' } })
  const { body: key } = await api.call('POST', '/api_keys', { body: { name: 'k', organization_id: other.id } })
  assert.equal((await upload(api, { url, payload: 'id\n', key: key.value })).status, 404)
  assert.deepEqual(await api.database.query({ text: 'select from source_file_pieces' }), [])
})

test('only files that the settings name are taken, and those that they named before go', async () => {
  await using api = await createTestApi({ connectors: [csv] })
  const { id, path } = await createCsvDirectory(api)
  const namesOf = async () => (await api.call('GET', path)).body.data.map(({ name }: { name: string }) => name)
  const refused = await upload(api, { url: `${path}/user.csv`, payload: 'id\n' })
  assert.deepEqual([refused.status, refused.body.code], [409, 'file_not_named'])
  assert.match(refused.body.message, /reads users\.csv, groups\.csv, memberships\.csv, but not "user\.csv"/)
  await upload(api, { url: `${path}/users.csv`, payload: 'id\n' })
  await upload(api, { url: `${path}/groups.csv`, payload: 'id,name\n' })
  await api.call('PUT', `/directories/${id}/connection`, { body: { settings: { users_file: 'people.csv' } } })
  assert.equal((await upload(api, { url: `${path}/people.csv`, payload: 'id\n' })).status, 200)
  assert.deepEqual(await namesOf(), ['groups.csv', 'people.csv'])
  assert.equal((await api.database.query({ text: 'select from source_file_pieces' })).length, 2)
})

test('a directory that is being deleted takes no file, also when it began to come before', async () => {
  await using api = await createTestApi({ connectors: [csv] })
  const { id, path } = await createCsvDirectory(api)
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const headers = { authorization: `Bearer ${bootstrapKey}`, 'content-type': 'text/csv' }
  const sending = request(`${url}${path}/users.csv`, { method: 'PUT', headers })
  const answered = new Promise<number | undefined>((resolve) => {
    sending.on('response', ({ statusCode }) => resolve(statusCode))
  })
  const pieces = async () => (await api.database.query({ text: 'select from source_file_pieces' })).length
  sending.write('id\n'.repeat(200_000))
  while ((await pieces()) === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  await api.call('DELETE', `/directories/${id}`)
  await api.database.query({ text: 'delete from connections' })
  sending.end()
  assert.deepEqual([await answered, await pieces()], [404, 0])
  assert.equal((await upload(api, { url: `${path}/users.csv`, payload: 'id\n' })).status, 409)
})

test('an upload that breaks off leaves nothing', async () => {
  await using api = await createTestApi({ connectors: [csv] })
  const { path } = await createCsvDirectory(api)
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const headers = { authorization: `Bearer ${bootstrapKey}`, 'content-type': 'text/csv', 'content-length': 10_000_000 }
  const sending = request(`${url}${path}/users.csv`, { method: 'PUT', headers }).on('error', () => {})
  const pieces = async () => (await api.database.query({ text: 'select from source_file_pieces' })).length
  const until = async (isRight: (count: number) => boolean) => {
    while (!isRight(await pieces())) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  sending.write('id\n'.repeat(200_000))
  await until((count) => count > 0)
  sending.destroy()
  await until((count) => count === 0)
  assert.deepEqual((await api.call('GET', path)).body.data, [])
})
