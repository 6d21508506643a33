import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { creationOfGroup, creationOfUser, testCause } from '../testing/directory-content.ts'

test('a user is shown in its normalised form with its groups, and beside it as stored and as received', async () => {
  await using api = await createTestApi()
  const { id: directory, organizationId, scope } = await createTestDirectory(api)
  const { user } = await api.context.submit(scope, creationOfUser('ada@acme.test'))
  const { group } = await api.context.submit(scope, creationOfGroup('Engineering', [user.id]))

  const shown = await api.call('GET', `/directory_users/${user.id}`)
  const groupObject = {
    object: 'directory_group',
    id: group.id,
    idp_id: 'ext-Engineering',
    directory_id: directory,
    organization_id: organizationId,
    name: 'Engineering',
    raw_attributes: {},
    created_at: group.createdAt.toISOString(),
    updated_at: group.updatedAt.toISOString(),
  }
  assert.deepEqual(shown.body, {
    object: 'directory_user',
    id: user.id,
    directory_id: directory,
    organization_id: organizationId,
    idp_id: 'ext-ada@acme.test',
    email: 'ada@acme.test',
    first_name: 'ada',
    last_name: 'Testwell',
    name: 'ada Testwell',
    emails: [{ primary: true, type: 'work', value: 'ada@acme.test' }],
    job_title: null,
    username: 'ada@acme.test',
    state: 'active',
    raw_attributes: {},
    custom_attributes: { department_name: 'Engineering' },
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
    groups: [groupObject],
  })
  assert.deepEqual((await api.call('GET', `/directory_users?directory=${directory}`)).body.data, [shown.body])
  assert.deepEqual((await api.call('GET', `/directory_groups/${group.id}`)).body, groupObject)
  assert.deepEqual((await api.call('GET', `/directory_users/${user.id}/source`)).body, {
    object: 'directory_user_source',
    id: user.id,
    document: user.document,
    received: creationOfUser('ada@acme.test').received,
  })
})

test('a user is found by the id of its source and by its address, whatever the case', async () => {
  await using api = await createTestApi()
  const { id: directory, scope } = await createTestDirectory(api)
  const { user } = await api.context.submit(scope, creationOfUser('Ada@acme.test'))
  await api.context.submit(scope, creationOfUser('bob@acme.test'))
  const find = async (query: string) => {
    const { body } = await api.call('GET', `/directory_users?directory=${directory}&${query}`)
    return body.data.map((found: { id: string }) => found.id)
  }
  assert.deepEqual(await find('email=ADA@ACME.test'), [user.id])
  assert.deepEqual(await find('idp_id=ext-Ada@acme.test'), [user.id])
  assert.deepEqual(await find('idp_id=ext-ada@acme.test'), [], 'ids of a source are exact')
  assert.deepEqual(await find('email=nobody@acme.test'), [])
})

test('a group that is a member of a group is not listed among its users', async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  const { user } = await api.context.submit(scope, creationOfUser('ada@acme.test'))
  const { group: inner } = await api.context.submit(scope, creationOfGroup('Inner', [user.id]))
  const { group: outer } = await api.context.submit(scope, creationOfGroup('Outer', [inner.id, user.id]))
  const { body } = await api.call('GET', `/directory_users?group=${outer.id}`)
  assert.deepEqual(
    body.data.map((found: { id: string }) => found.id),
    [user.id],
  )
})

test('the counts and the state of a directory follow what its source sends', async () => {
  await using api = await createTestApi()
  const { id, scope } = await createTestDirectory(api)
  await api.context.submit(scope, creationOfUser('ada@acme.test'))
  await api.context.submit(scope, creationOfUser('bob@acme.test', { active: false }))
  await api.context.submit(scope, creationOfGroup('Engineering'))
  const { body } = await api.call('GET', `/directories/${id}`)
  assert.equal(body.state, 'linked')
  assert.deepEqual(body.metadata, { users: { active: 1, inactive: 1 }, groups: 1 })
})

test('events are filtered by type in every form in which clients write a list', async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  const { user } = await api.context.submit(scope, creationOfUser('ada@acme.test'))
  await api.context.submit(scope, { type: 'delete_user', id: user.id, cause: testCause, received: null })
  await api.feed()
  const wanted = ['dsync.user.created', 'dsync.user.deleted']
  for (const query of [
    `events=${wanted.join(',')}`,
    `events=${encodeURIComponent(wanted.join(','))}`,
    wanted.map((type) => `events[]=${type}`).join('&'),
    wanted.map((type) => `events=${type}`).join('&'),
    wanted.map((type, index) => `events[${index}]=${type}`).join('&'),
    wanted.map((type, index) => `events%5B${index}%5D=${type}`).join('&'),
  ]) {
    const { body } = await api.call('GET', `/events?${query}`)
    assert.deepEqual(
      body.data.map((event: { event: string }) => event.event),
      wanted,
      query,
    )
  }
  const unknown = await api.call('GET', '/events?events=dsync.user.made')
  assert.equal(unknown.status, 422)
  assert.equal(unknown.body.errors[0].field, 'events')
  assert.match(unknown.body.message, /dsync\.user\.created, .*muster\.group\.group_removed/)
})

test('no organization has a domain, so a list of those with one is empty, in whatever form the domain is asked for', async () => {
  await using api = await createTestApi()
  await api.call('POST', '/organizations', { body: { name: 'Acme' } })
  for (const query of [
    'domains=x.com',
    'domains=x.com,y.com',
    'domains[]=x.com',
    'domains[0]=x.com',
    'domains%5B%5D=x.com',
    'domains=a&domains=b',
  ]) {
    const { status, body } = await api.call('GET', `/organizations?${query}`)
    assert.equal(status, 200, query)
    assert.deepEqual(body.data, [], query)
  }
  assert.equal((await api.call('GET', '/organizations')).body.data.length, 1)
})

test('an event of a change tells what was before, and who caused it', async () => {
  await using api = await createTestApi()
  const { scope } = await createTestDirectory(api)
  const { user } = await api.context.submit(scope, creationOfUser('ada@acme.test'))
  await api.context.submit(scope, {
    type: 'update_user',
    id: user.id,
    change: (stored) => ({ ...stored, attributes: { ...stored.attributes, last_name: 'Newname' } }),
    cause: testCause,
    received: null,
  })
  await api.feed()
  const { body } = await api.call('GET', '/events?events=dsync.user.updated')
  const [event] = body.data
  assert.equal(event.object, 'event')
  assert.equal(event.data.last_name, 'Newname')
  assert.deepEqual(event.data.previous_attributes, { last_name: 'Testwell' })
  assert.deepEqual(event.context, { actor: { id: testCause.actorId, source: 'system', name: null } })
})

test('events are read by the time at which they happened', async () => {
  let now = new Date(Date.now() - 3_600_000)
  await using api = await createTestApi({ clock: { now: () => now } })
  const { id } = await createTestDirectory(api)
  const between = new Date(now.getTime() + 60_000).toISOString()
  now = new Date(now.getTime() + 120_000)
  await api.call('POST', `/directories/${id}/tokens`, { body: {} })
  await api.feed()
  const all = (await api.call('GET', '/events')).body.data
  assert.equal(all.length, 2)
  assert.deepEqual((await api.call('GET', `/events?range_start=${between}`)).body.data, [all[1]])
  assert.deepEqual((await api.call('GET', `/events?range_end=${between}`)).body.data, [all[0]])
  const both = (after: string) => api.call('GET', `/events?range_start=${between}&after=${after}`)
  assert.deepEqual((await both(all[0].id)).body.data, [all[1]], 'what is later counts')
  assert.deepEqual((await both(all[1].id)).body.data, [])
})

test('a cursor that retention has passed is told so, with where to begin again', async () => {
  await using api = await createTestApi()
  const { id } = await createTestDirectory(api)
  await api.call('POST', `/directories/${id}/tokens`, { body: {} })
  await api.feed()
  const [first, second] = (await api.call('GET', '/events')).body.data
  await api.database.query({ text: 'delete from events where id = $1', values: [first.id] })
  await api.database.query({
    text: 'update feed set first_seq = first_seq + 1, position = position + 1 where first_seq = 1',
  })
  await api.database.query({ text: 'update feed_state set oldest_position = 2' })
  const answer = await api.call('GET', `/events?after=${first.id}`)
  assert.equal(answer.status, 410)
  assert.equal(answer.body.code, 'cursor_expired')
  assert.equal(answer.body.oldest_event_id, second.id)
})
