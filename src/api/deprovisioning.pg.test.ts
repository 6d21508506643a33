import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deprovision } from '../directory/deprovisioning.ts'
import { ensureEventPartitions } from '../store/event-partitions.ts'
import { createTestApi, type TestApi } from '../testing/api-app.ts'
import { createScimClient, type ScimClient } from '../testing/scim-client.ts'

const day = 24 * 60 * 60 * 1000
const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** A server whose clock stands still until it is moved on. */
async function startApi(): Promise<{ api: TestApi; passDays(days: number): Promise<void> } & AsyncDisposable> {
  let now = new Date('2026-03-02T09:00:00Z')
  const api = await createTestApi({ clock: { now: () => now } })
  return {
    api,
    async passDays(days) {
      now = new Date(now.getTime() + days * day)
      await ensureEventPartitions(api.database, now)
      await deprovision(api.context)
    },
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  }
}

async function addUser(scim: ScimClient, userName: string, more: object = {}): Promise<string> {
  const { status, body } = await scim.send('POST', '/Users', { body: userOf(userName, more) })
  assert.equal(status, 201, JSON.stringify(body))
  return body.id
}

function userOf(userName: string, more: object = {}) {
  return { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName, active: true, ...more }
}

async function addGroup(scim: ScimClient, displayName: string, memberIds: readonly string[]): Promise<string> {
  const members = memberIds.map((value) => ({ value }))
  const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName, members }
  return (await scim.send('POST', '/Groups', { body })).body.id
}

async function patch(scim: ScimClient, path: string, ...Operations: object[]): Promise<void> {
  const { status, body } = await scim.send('PATCH', path, { body: { schemas: [patchSchema], Operations } })
  assert.ok(status === 200 || status === 204, JSON.stringify(body))
}

function setActive(scim: ScimClient, id: string, value: unknown): Promise<void> {
  return patch(scim, `/Users/${id}`, { op: 'Replace', path: 'active', value })
}

async function memberIds(scim: ScimClient, groupId: string): Promise<string[]> {
  const { body } = await scim.send('GET', `/Groups/${groupId}`)
  return (body.members ?? []).map(({ value }: { value: string }) => value)
}

async function eventsOf({ api, directoryId }: ScimClient): Promise<{ type: string; data: Record<string, unknown> }[]> {
  return api.database.query({
    text: 'select type, data from events where stream_id = $1 order by seq',
    values: [directoryId],
  })
}

async function latestEvents(scim: ScimClient, count: number): Promise<string[]> {
  return (await eventsOf(scim)).slice(-count).map(({ type }) => type)
}

async function show({ api }: ScimClient, id: string) {
  return (await api.call('GET', `/directory_users/${id}`)).body
}

async function setPolicy({ api, directoryId }: ScimClient, deprovisioning: object) {
  const answer = await api.call('PUT', `/directories/${directoryId}`, { body: { deprovisioning } })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

async function totals({ api, directoryId }: ScimClient) {
  return (await api.call('GET', `/directories/${directoryId}`)).body.metadata.users
}

test('Entra disables and enables a user: it is inactive and active again, and its groups stay (E-04)', async () => {
  await using s = await startApi()
  const scim = await createScimClient(s.api, 'azure scim v2.0')
  const id = await addUser(scim, 'ada@acme.test', { externalId: 'ada' })
  const group = await addGroup(scim, 'Engineering', [id])

  await setActive(scim, id, 'False')
  assert.equal((await show(scim, id)).state, 'inactive')
  assert.equal((await show(scim, id)).groups.length, 1)
  await setActive(scim, id, 'True')
  assert.equal((await show(scim, id)).state, 'active')
  assert.deepEqual(await memberIds(scim, group), [id])
  assert.deepEqual(await latestEvents(scim, 2), ['dsync.user.updated', 'dsync.user.updated'])
  assert.deepEqual(await totals(scim), { active: 1, inactive: 0 })
})

test('Entra removes a user from the only group that it was assigned by: it leaves that group and is inactive', async () => {
  await using s = await startApi()
  const scim = await createScimClient(s.api, 'azure scim v2.0')
  const id = await addUser(scim, 'ada@acme.test')
  const group = await addGroup(scim, 'Engineering', [id])
  const other = await addGroup(scim, 'Everyone', [id])
  await patch(scim, `/Groups/${group}`, { op: 'Remove', path: 'members', value: [{ value: id }] })
  await setActive(scim, id, 'False')
  const shown = await show(scim, id)
  assert.equal(shown.state, 'inactive')
  assert.deepEqual(
    shown.groups.map((one: { id: string }) => one.id),
    [other],
  )
})

test('Entra deletes a user 30 days after its source did: gone at once, its name free, restorable', async () => {
  await using s = await startApi()
  const scim = await createScimClient(s.api, 'azure scim v2.0')
  const id = await addUser(scim, 'ada@acme.test', { externalId: 'ada' })
  const group = await addGroup(scim, 'Engineering', [id])
  await setActive(scim, id, 'False')
  await s.passDays(30)
  assert.equal((await scim.send('GET', `/Users/${id}`)).status, 200)

  assert.equal((await scim.send('DELETE', `/Users/${id}`)).status, 204)
  assert.equal((await scim.send('GET', `/Users/${id}`)).status, 404)
  assert.equal((await scim.send('DELETE', `/Users/${id}`)).status, 404)
  assert.deepEqual(await memberIds(scim, group), [])
  assert.deepEqual(await latestEvents(scim, 1), ['dsync.user.deleted'])
  assert.notEqual(await addUser(scim, 'ada@acme.test', { externalId: 'another' }), id)
})

test('Okta never deletes: it deactivates, looks the user up, and activates it again (O-09)', async () => {
  await using s = await startApi()
  const scim = await createScimClient(s.api, 'okta scim v2.0')
  const id = await addUser(scim, 'ada@acme.test', { externalId: '00u1' })
  await patch(scim, `/Users/${id}`, { op: 'replace', value: { active: false } })
  await s.passDays(400)
  const found = await scim.send('GET', '/Users?filter=userName%20eq%20%22ada%40acme.test%22')
  assert.equal(found.body.Resources[0].id, id)
  assert.equal(found.body.Resources[0].active, false)
  await patch(scim, `/Users/${id}`, { op: 'replace', value: { active: true } })
  assert.equal((await show(scim, id)).state, 'active')
})

test('OneLogin suspends or deletes, as it is set, and activates with a PUT', async () => {
  await using s = await startApi()
  const scim = await createScimClient(s.api, 'onelogin scim v2.0')
  const id = await addUser(scim, 'ada@acme.test')
  const group = await addGroup(scim, 'Engineering', [id])
  await scim.send('PUT', `/Users/${id}`, { body: userOf('ada@acme.test', { active: false }) })
  assert.equal((await show(scim, id)).state, 'inactive')
  await scim.send('PUT', `/Users/${id}`, { body: userOf('ada@acme.test') })
  assert.equal((await show(scim, id)).state, 'active')
  assert.deepEqual(await memberIds(scim, group), [id])
  await scim.send('DELETE', `/Users/${id}`)
  assert.equal((await scim.send('GET', `/Users/${id}`)).status, 404)
})

test('JumpCloud deactivates a user when its last group is gone, and activates it with its next', async () => {
  await using s = await startApi()
  const scim = await createScimClient(s.api, 'jump cloud scim v2.0')
  const id = await addUser(scim, 'ada@acme.test')
  const group = await addGroup(scim, 'Engineering', [id])
  await patch(scim, `/Groups/${group}`, { op: 'remove', path: `members[value eq "${id}"]` })
  await setActive(scim, id, false)
  assert.deepEqual((await show(scim, id)).groups, [])
  await setActive(scim, id, true)
  await patch(scim, `/Groups/${group}`, { op: 'add', path: 'members', value: [{ value: id }] })
  assert.equal((await show(scim, id)).state, 'active')
  assert.deepEqual(await memberIds(scim, group), [id])
})

test('with a grace an inactive user is deleted when its days are over, and one who came back is not', async () => {
  await using s = await startApi()
  const scim = await createScimClient(s.api, 'okta scim v2.0')
  const directory = await setPolicy(scim, { policy: 'delete_after_grace', grace_days: 10 })
  assert.deepEqual(directory.deprovisioning, { policy: 'delete_after_grace', grace_days: 10, restore_days: 30 })
  const gone = await addUser(scim, 'gone@acme.test')
  const back = await addUser(scim, 'back@acme.test')
  const group = await addGroup(scim, 'Engineering', [gone, back])
  await setActive(scim, gone, false)
  await setActive(scim, back, false)
  assert.equal((await show(scim, gone)).state, 'inactive')
  await s.passDays(6)
  await setActive(scim, back, true)
  await setActive(scim, back, false)
  await s.passDays(3)
  assert.deepEqual(await memberIds(scim, group), [gone, back].sort())

  await s.passDays(1)
  assert.equal((await scim.send('GET', `/Users/${gone}`)).status, 404)
  assert.equal((await show(scim, back)).state, 'inactive')
  assert.deepEqual(await memberIds(scim, group), [back])
  const [deletion] = (await eventsOf(scim)).slice(-1)
  assert.equal(deletion?.type, 'dsync.user.deleted')
  assert.equal(deletion?.data.id, gone)
  const { body } = await s.api.call('GET', `/directories/${scim.directoryId}/deleted_users`)
  assert.deepEqual(body.data[0].deleted_by, { source: 'system', actor_id: null })
  assert.deepEqual(await totals(scim), { active: 0, inactive: 1 })
})

test('with "keep" consumers go on seeing a user as active, and the source sees what it said', async () => {
  await using s = await startApi()
  const scim = await createScimClient(s.api, 'okta scim v2.0')
  await setPolicy(scim, { policy: 'keep' })
  const id = await addUser(scim, 'ada@acme.test')
  await setActive(scim, id, false)
  assert.equal((await show(scim, id)).state, 'active')
  assert.equal((await scim.send('GET', `/Users/${id}`)).body.active, false)
  const inactive = await scim.send('GET', '/Users?filter=active%20eq%20false')
  assert.equal(inactive.body.totalResults, 1)
  assert.deepEqual(await latestEvents(scim, 1), ['muster.user.source_updated'])
  assert.deepEqual(await totals(scim), { active: 1, inactive: 0 })
})

test('a change of the policy applies to who is there, and a grace begins with it', async () => {
  await using s = await startApi()
  const scim = await createScimClient(s.api, 'okta scim v2.0')
  const ids: string[] = []
  for (const name of ['a', 'b', 'c']) ids.push(await addUser(scim, `${name}@acme.test`))
  const [active = '', first = '', second = ''] = ids
  await setActive(scim, first, false)
  await setActive(scim, second, false)

  await setPolicy(scim, { policy: 'keep' })
  await s.passDays(0)
  assert.deepEqual(await totals(scim), { active: 3, inactive: 0 })
  assert.deepEqual(await latestEvents(scim, 2), ['dsync.user.updated', 'dsync.user.updated'])
  await s.passDays(100)

  await setPolicy(scim, { policy: 'delete_after_grace', grace_days: 5 })
  await s.passDays(0)
  assert.deepEqual(await totals(scim), { active: 1, inactive: 2 })
  const count = (await eventsOf(scim)).length
  await s.passDays(4)
  assert.equal((await eventsOf(scim)).length, count)
  await s.passDays(1)
  assert.deepEqual(await totals(scim), { active: 1, inactive: 0 })
  assert.equal((await show(scim, active)).state, 'active')
})

test('a restored user has its id and the groups that still exist, and others are told', async () => {
  await using s = await startApi()
  const scim = await createScimClient(s.api, 'okta scim v2.0')
  const id = await addUser(scim, 'ada@acme.test', { title: 'Engineer' })
  const kept = await addGroup(scim, 'Engineering', [id])
  const dropped = await addGroup(scim, 'Project', [id])
  const before = await show(scim, id)
  await scim.send('DELETE', `/Users/${id}`)
  await scim.send('DELETE', `/Groups/${dropped}`)

  const { body: list } = await s.api.call('GET', `/directories/${scim.directoryId}/deleted_users`)
  assert.equal(list.data.length, 1)
  const [deleted] = list.data
  assert.equal(deleted.object, 'deleted_directory_user')
  assert.equal(deleted.id, id)
  assert.deepEqual(deleted.group_ids, [kept, dropped].sort())
  assert.equal(deleted.deleted_at, '2026-03-02T09:00:00.000Z')
  assert.equal(deleted.restorable_until, '2026-04-01T09:00:00.000Z')
  assert.equal(deleted.deleted_by.source, 'scim')

  const restored = await s.api.call('POST', `/directory_users/${id}/restore`)
  assert.equal(restored.status, 200)
  assert.deepEqual({ ...restored.body, groups: [] }, { ...before, groups: [] })
  assert.deepEqual(
    restored.body.groups.map((group: { id: string }) => group.id),
    [kept],
  )
  assert.deepEqual(await latestEvents(scim, 2), ['dsync.user.created', 'dsync.group.user_added'])
  assert.deepEqual(await memberIds(scim, kept), [id])
  assert.equal((await scim.send('GET', `/Users/${id}`)).body.title, 'Engineer')
  const { body: source } = await s.api.call('GET', `/directory_users/${id}/source`)
  assert.equal(source.received.method, 'POST')
  assert.deepEqual(await totals(scim), { active: 1, inactive: 0 })
  assert.equal((await s.api.call('POST', `/directory_users/${id}/restore`)).status, 404)
})

test('a user whose name is taken meanwhile, or whose time is over, is not restored', async () => {
  await using s = await startApi()
  const scim = await createScimClient(s.api, 'okta scim v2.0')
  const id = await addUser(scim, 'ada@acme.test', { externalId: '1' })
  await scim.send('DELETE', `/Users/${id}`)
  const successor = await addUser(scim, 'ADA@acme.test', { externalId: '2' })
  const refused = await s.api.call('POST', `/directory_users/${id}/restore`)
  assert.equal(refused.status, 409)
  assert.equal(refused.body.code, 'user_name_taken')
  await scim.send('DELETE', `/Users/${successor}`)

  await setPolicy(scim, { restore_days: 5 })
  await s.passDays(5)
  assert.equal((await s.api.call('POST', `/directory_users/${id}/restore`)).status, 404)
  assert.deepEqual(await s.api.database.query({ text: 'select id from deleted_users' }), [])
})

test('of a directory that restores nobody nothing is kept of deleted users', async () => {
  await using s = await startApi()
  const scim = await createScimClient(s.api, 'okta scim v2.0')
  await setPolicy(scim, { restore_days: 0 })
  const id = await addUser(scim, 'ada@acme.test')
  await scim.send('DELETE', `/Users/${id}`)
  assert.deepEqual(await s.api.database.query({ text: 'select id from deleted_users' }), [])
  assert.equal((await s.api.call('POST', `/directory_users/${id}/restore`)).status, 404)
})

test('the users who can be restored are listed by pages, and restored with the keys of their organization only', async () => {
  await using s = await startApi()
  const scim = await createScimClient(s.api, 'okta scim v2.0')
  const stranger = await createScimClient(s.api, 'okta scim v2.0')
  const ids: string[] = []
  for (const name of ['a', 'b', 'c']) ids.push(await addUser(scim, `${name}@acme.test`))
  for (const id of ids) await scim.send('DELETE', `/Users/${id}`)
  const url = `/directories/${scim.directoryId}/deleted_users?limit=2&order=asc`
  const { body: first } = await s.api.call('GET', url)
  const { body: second } = await s.api.call('GET', `${url}&after=${first.list_metadata.after}`)
  assert.deepEqual(
    [...first.data, ...second.data].map((user: { id: string }) => user.id),
    ids,
  )

  const keyBody = { name: 'theirs', organization_id: stranger.organizationId }
  const key: string = (await s.api.call('POST', '/api_keys', { body: keyBody })).body.value
  assert.equal((await s.api.call('POST', `/directory_users/${ids[0]}/restore`, { key })).status, 404)
  assert.equal((await s.api.call('GET', url, { key })).status, 404)
  const body = { name: 'reader', permissions: ['directory_users:read'] }
  const reader: string = (await s.api.call('POST', '/api_keys', { body })).body.value
  assert.equal((await s.api.call('POST', `/directory_users/${ids[0]}/restore`, { key: reader })).status, 403)
})

test('a directory is renamed and its policy changed in parts, within bounds', async () => {
  await using s = await startApi()
  const scim = await createScimClient(s.api, 'okta scim v2.0')
  const url = `/directories/${scim.directoryId}`
  const { body: made } = await s.api.call('GET', url)
  assert.deepEqual(made.deprovisioning, { policy: 'suspend', grace_days: 30, restore_days: 30 })
  const { body: renamed } = await s.api.call('PUT', url, { body: { name: 'Okta', deprovisioning: { grace_days: 7 } } })
  assert.equal(renamed.name, 'Okta')
  assert.deepEqual(renamed.deprovisioning, { policy: 'suspend', grace_days: 7, restore_days: 30 })
  const wrong = { policy: 'forget', grace_days: 0, restore_days: 366 }
  const refused = await s.api.call('PUT', url, { body: { deprovisioning: wrong } })
  assert.equal(refused.status, 422)
  assert.deepEqual(
    refused.body.errors.map(({ field }: { field: string }) => field),
    ['deprovisioning.policy', 'deprovisioning.grace_days', 'deprovisioning.restore_days'],
  )
  assert.deepEqual((await s.api.call('GET', url)).body, renamed)
})
