import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMessages } from '../../client/server-sent-events.ts'
import { bootstrapKey, createTestApi, type TestApi } from '../../testing/api-app.ts'
import { createTestDirectory } from '../../testing/api-objects.ts'
import { commands } from '../../testing/directories.ts'
import { creationOfGroup, creationOfUser } from '../../testing/directory-content.ts'

type Listed = { id: string; event: string; data: Record<string, unknown>; log_entry?: Record<string, unknown> }

/** Ada, who joined a group and left it, and Ben, who only is there; and somebody in another directory. */
async function setUp(api: TestApi) {
  const acme = await createTestDirectory(api, 'Acme')
  const other = await createTestDirectory(api, 'Other')
  const { submit } = api.context
  const { user: ada } = await submit(acme.scope, creationOfUser('ada@acme.test'))
  const { user: ben } = await submit(acme.scope, creationOfUser('ben@acme.test'))
  const { group } = await submit(acme.scope, creationOfGroup('Research', [ada.id, ben.id]))
  await submit(acme.scope, commands.deleteUser(ada.id))
  await submit(other.scope, creationOfUser('eve@other.test'))
  await api.feed()
  return { acme, other, ada, ben, group }
}

async function events(api: TestApi, query: string): Promise<Listed[]> {
  return (await api.call('GET', `/events?limit=100&${query}`)).body.data
}

test('events are narrowed to a directory, and to a user with its memberships', async () => {
  await using api = await createTestApi()
  const { acme, ada, ben, group } = await setUp(api)
  const own = await events(api, `directory_id=${acme.id}&events=dsync.user.created`)
  assert.deepEqual(
    own.map(({ data }) => data.id),
    [ada.id, ben.id],
  )
  const typesOf = async (query: string) => (await events(api, query)).map(({ event }) => event)
  const story = ['dsync.user.created', 'dsync.group.user_added', 'dsync.user.deleted']
  assert.deepEqual(await typesOf(`object_id=${ada.id}`), story)
  assert.deepEqual(await typesOf(`object_id=${ada.id}&order=desc`), story.toReversed())
  const joined = 'dsync.group.user_added'
  assert.deepEqual(await typesOf(`object_id=${group.id}`), ['dsync.group.created', joined, joined])
  assert.deepEqual(await typesOf(`object_id=${ada.id}&directory_id=directory_none`), [])
  assert.deepEqual(await typesOf(`object_id=${ada.id}&events=dsync.user.deleted`), ['dsync.user.deleted'])
  assert.deepEqual(await typesOf(`object_id=${ada.id}&range_end=2020-01-01`), [])
})

test('the events of a user are paged both ways from any of them, the newest first', async () => {
  await using api = await createTestApi()
  const { ada } = await setUp(api)
  const all = await events(api, `object_id=${ada.id}&order=desc`)
  const page = async (query: string) =>
    (await api.call('GET', `/events?object_id=${ada.id}&order=desc&limit=1&${query}`)).body
  const first = await page('')
  assert.deepEqual([first.data[0].id, first.list_metadata.before], [all[0]?.id, null])
  const second = await page(`after=${first.list_metadata.after}`)
  assert.equal(second.data[0].id, all[1]?.id)
  const back = await page(`before=${second.list_metadata.before}`)
  assert.equal(back.data[0].id, all[0]?.id)
  const last = await page(`after=${all[1]?.id}`)
  assert.deepEqual([last.data[0].id, last.list_metadata.after], [all[2]?.id, null])
})

test('one event is given with its place, its cause and a sentence; lists have that where it is asked for', async () => {
  await using api = await createTestApi()
  const { acme, other, ada } = await setUp(api)
  const [created] = await events(api, `object_id=${ada.id}&include=log_entry`)
  assert.ok(created)
  const one = await api.call('GET', `/events/${created.id}`)
  assert.deepEqual(one.body, created)
  const { position, seq, cause, ...entry } = Object(one.body.log_entry)
  assert.ok(position > 0 && seq > 0)
  assert.equal(cause.source, 'scim')
  assert.deepEqual(entry, {
    organization_id: acme.organizationId,
    directory_id: acme.id,
    object_id: ada.id,
    sentence: 'ada Testwell was added (Engineering)',
  })
  const [plain] = await events(api, `object_id=${ada.id}`)
  assert.ok(plain && !('log_entry' in plain))
  const { body: key } = await api.call('POST', '/api_keys', {
    body: { name: 'other', organization_id: other.organizationId },
  })
  assert.equal((await api.call('GET', `/events/${created.id}`, { key: key.value })).status, 404)
  assert.equal((await api.call('GET', '/events/event_none')).status, 404)
})

test('a stream is narrowed to a directory or a user, too, and has the entries of the log', {
  timeout: 30_000,
}, async () => {
  await using api = await createTestApi()
  const { acme, other, ben, group } = await setUp(api)
  const url = await api.app.listen({ port: 0, host: '127.0.0.1' })
  const after = (await events(api, 'order=desc'))[0]?.id
  const follow = async (query: string) => {
    const headers = { authorization: `Bearer ${bootstrapKey}` }
    const answer = await fetch(`${url}/events/stream?after=${after}&include=log_entry&${query}`, { headers })
    assert.ok(answer.body)
    return readMessages(answer.body)
  }
  const ofBen = await follow(`object_id=${ben.id}`)
  const ofOther = await follow(`directory_id=${other.id}`)
  const { submit } = api.context
  await submit(acme.scope, creationOfUser('new@acme.test'))
  await submit(acme.scope, commands.changeMembers(group.id, { op: 'remove', ids: [ben.id] }))
  await submit(other.scope, creationOfUser('mia@other.test'))
  await api.feed()
  for (const [messages, sentence] of [
    [ofBen, 'ben Testwell left Research'],
    [ofOther, 'mia Testwell was added (Engineering)'],
  ] as const) {
    for await (const { data } of messages) {
      if (!data) continue
      assert.equal(JSON.parse(data).log_entry.sentence, sentence)
      break
    }
  }
})
