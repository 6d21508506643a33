import assert from 'node:assert/strict'
import { test } from 'node:test'
import { removeDeleted } from '../directory/deletion.ts'
import type { TestApi } from '../testing/api-app.ts'
import { commands } from '../testing/directories.ts'
import { creationOfGroup, creationOfUser } from '../testing/directory-content.ts'
import { type ScimClient, startScim } from '../testing/scim-client.ts'

const ada = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada@acme.test' }
const bert = { ...ada, userName: 'bert@acme.test' }

async function eventsOf(api: TestApi): Promise<{ event: string; data: { id: string; state?: string } }[]> {
  await api.feed()
  return (await api.call('GET', '/events?order=asc&limit=100')).body.data
}

const typesOf = (events: readonly { event: string }[]) => events.map(({ event }) => event)

async function stateOf({ api, directoryId }: ScimClient): Promise<string> {
  return (await api.call('GET', `/directories/${directoryId}`)).body.state
}

/** Which tables still have a row of the directory. */
async function tablesWith(api: TestApi, directoryId: string): Promise<string[]> {
  const tables =
    'users groups deleted_users scim_requests position_blocks directory_totals directory_tokens directory_setups memberships'
  const found: string[] = []
  for (const table of tables.split(' ')) {
    const rows = await api.database.query({
      text: `select 1 from ${table} where directory_id = $1 limit 1`,
      values: [directoryId],
    })
    if (rows.length > 0) found.push(table)
  }
  return found
}

test('a paused directory refuses what its source writes, shows what it has, and is what it was when it is resumed', async () => {
  await using client = await startScim('okta scim v2.0')
  const { api, directoryId } = client
  const { body: user } = await client.send('POST', '/Users', { body: ada })
  const paused = await api.call('POST', `/directories/${directoryId}/pause`)
  assert.equal(paused.body.state, 'unlinked')

  const refused = await client.send('POST', '/Users', { body: bert })
  assert.equal(refused.status, 403)
  assert.deepEqual(refused.body.schemas, ['urn:ietf:params:scim:api:messages:2.0:Error'])
  assert.match(refused.body.detail, /is inactive and takes no changes\. Resume it/)
  assert.equal((await client.send('DELETE', `/Users/${user.id}`)).status, 403)
  assert.equal((await client.send('GET', `/Users/${user.id}`)).status, 200)
  assert.equal((await client.send('GET', '/Users')).body.totalResults, 1)
  assert.equal((await api.call('GET', `/directory_users/${user.id}`)).status, 200)

  const resumed = await api.call('POST', `/directories/${directoryId}/resume`)
  assert.equal(resumed.body.state, 'linked')
  assert.equal((await client.send('POST', '/Users', { body: bert })).status, 201)
})

test('pausing and resuming twice is telling it once', async () => {
  await using client = await startScim('okta scim v2.0')
  const { api, directoryId } = client
  for (const deed of ['resume', 'pause', 'pause', 'resume', 'resume'])
    assert.equal((await api.call('POST', `/directories/${directoryId}/${deed}`)).status, 200)
  const events = await eventsOf(api)
  assert.deepEqual(typesOf(events), ['dsync.token.created', 'muster.directory.paused', 'muster.directory.resumed'])
  assert.deepEqual(
    events.slice(1).map(({ data }) => data.state),
    ['inactive', 'validating'],
  )
  assert.equal(events[1]?.data.id, directoryId)
})

test('a directory that was paused before its source wrote waits for it still, and is activated by the first write', async () => {
  await using client = await startScim('okta scim v2.0')
  const { api, directoryId } = client
  await api.call('POST', `/directories/${directoryId}/pause`)
  const { body } = await api.call('POST', `/directories/${directoryId}/resume`)
  assert.equal(body.state, 'validating')
  await client.send('POST', '/Users', { body: ada })
  assert.equal(await stateOf(client), 'linked')
  assert.ok(typesOf(await eventsOf(api)).includes('dsync.activated'))
})

test('a deleted directory is told of once, opens to nobody and shows nothing, and is gone when all of it is removed', async () => {
  await using client = await startScim('okta scim v2.0')
  const { api, directoryId, organizationId } = client
  const scope = { organizationId, directoryId }
  const { user } = await api.context.submit(scope, creationOfUser('ada@acme.test'))
  const { user: gone } = await api.context.submit(scope, creationOfUser('bert@acme.test'))
  const { group } = await api.context.submit(scope, creationOfGroup('Engineering', [user.id]))
  await api.context.submit(scope, commands.deleteUser(gone.id))
  await client.send('GET', '/Users')
  await api.call('GET', `/directories/${directoryId}/scim_requests`)
  await api.call('PUT', `/directories/${directoryId}/setup`, { body: { steps: { 'guide.1': true } } })
  const before = (await eventsOf(api)).length

  const answer = await api.call('DELETE', `/directories/${directoryId}`)
  assert.deepEqual([answer.status, answer.body], [202, ''])
  const shown = (await api.call('GET', `/directories/${directoryId}`)).body
  assert.equal(shown.state, 'deleting')
  assert.deepEqual(shown.metadata, { users: { active: 0, inactive: 0 }, groups: 0 })
  const told = (await eventsOf(api)).slice(before)
  assert.deepEqual(typesOf(told), ['dsync.deleted'])
  assert.equal(told[0]?.data.state, 'active')

  assert.equal((await client.send('GET', '/Users')).status, 401)
  assert.equal((await client.send('POST', '/Users', { body: bert })).status, 401)
  await assert.rejects(api.context.submit(scope, creationOfUser('carl@acme.test')), { code: 'directory_not_found' })
  for (const path of [
    `directory_users/${user.id}`,
    `directory_users/${user.id}/source`,
    `directory_groups/${group.id}`,
  ])
    assert.equal((await api.call('GET', `/${path}`)).status, 404, path)
  for (const list of ['directory_users?directory=', 'directory_groups?directory='])
    assert.deepEqual((await api.call('GET', `/${list}${directoryId}`)).body.data, [])
  assert.deepEqual((await api.call('GET', `/directories/${directoryId}/deleted_users`)).body.data, [])
  assert.equal((await api.call('POST', `/directory_users/${gone.id}/restore`)).status, 404)

  const left = await tablesWith(api, directoryId)
  assert.ok(left.includes('users') && left.includes('directory_setups'), left.join(' '))
  await removeDeleted(api.context)
  assert.deepEqual(await tablesWith(api, directoryId), [])
  assert.equal((await api.call('GET', `/directories/${directoryId}`)).status, 404)
  api.context.directoryTokens.clear()
  assert.equal((await client.send('GET', '/Users')).status, 404)
  assert.equal((await eventsOf(api)).length, before + 1, 'the events stay')
})

test('a directory that is being deleted can be deleted again, which does nothing, and not be changed', async () => {
  await using client = await startScim('okta scim v2.0')
  const { api, directoryId } = client
  const path = `/directories/${directoryId}`
  const [token] = (await api.call('GET', `${path}/tokens`)).body.data
  assert.equal((await api.call('DELETE', path)).status, 202)
  assert.equal((await api.call('DELETE', path)).status, 202)
  for (const [method, below, body] of [
    ['POST', '/pause', undefined],
    ['POST', '/resume', undefined],
    ['POST', '/tokens', {}],
    ['PUT', '', { name: 'Again' }],
  ] as const) {
    const answer = await api.call(method, path + below, { body })
    assert.deepEqual([answer.status, answer.body.code], [409, 'directory_deleting'], `${method} ${below}`)
  }
  assert.equal((await api.call('DELETE', `${path}/tokens/${token.id}`)).status, 200, 'it is revoked already')
  assert.deepEqual(typesOf(await eventsOf(api)), ['dsync.token.created', 'dsync.deleted'])
  await removeDeleted(api.context)
  assert.equal((await api.call('DELETE', path)).status, 404)
})

test('writes on their way when a directory is deleted are done before it or not at all', async () => {
  await using client = await startScim('okta scim v2.0')
  const { api, directoryId } = client
  const names = Array.from({ length: 60 }, (_, index) => `user${index}@acme.test`)
  const writes = names.map((userName) => client.send('POST', '/Users', { body: { ...ada, userName } }))
  const deleted = api.call('DELETE', `/directories/${directoryId}`)
  const [answer, ...answers] = await Promise.all([deleted, ...writes])
  assert.equal(answer.status, 202)
  const made = answers.filter(({ status }) => status === 201).length
  assert.deepEqual(
    answers.filter(({ status }) => ![201, 401, 404].includes(status)),
    [],
  )
  const types = typesOf(await eventsOf(api))
  assert.equal(types.at(-1), 'dsync.deleted')
  assert.equal(types.filter((type) => type === 'dsync.user.created').length, made)
  await removeDeleted(api.context)
  assert.deepEqual(await tablesWith(api, directoryId), [])
})
