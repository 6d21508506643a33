import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startExplainedCompany } from '../../testing/explained-company.ts'
import { aSourceUser } from '../../testing/memory-connector.ts'

const attributesOf = (id: string, changed: object) => ({ ...aSourceUser(id).attributes, ...changed })

test('a preview tells what a run would do, in numbers and names, and changes nothing', async () => {
  await using acme = await startExplainedCompany()
  const { source, api, path } = acme
  source.putUser('new')
  source.putUser('u00001', { attributes: attributesOf('u00001', { title: 'Lead' }) })
  source.putUser('u00002', { status: 'deactivated', statusDetail: 'GONE' })
  source.removeUser('u00003')
  const { body } = await api.call('POST', `${path}/preview`, { body: {} })
  assert.deepEqual([body.is_whole, body.looked_at, body.in_scope, body.out_of_scope], [true, 12, 12, 0])
  assert.deepEqual(body.users, { create: 1, update: 1, unchanged: 10, deactivate: 2, refuse: 0 })
  const told = body.first.map(({ change, name }: Record<string, string>) => [change, name])
  assert.deepEqual(told, [
    ['deactivate', 'First u00002 Last u00002'],
    ['deactivate', 'First u00003 Last u00003'],
    ['create', 'First new Last new'],
    ['update', 'First u00001 Last u00001'],
  ])
  assert.deepEqual(body.groups, { is_whole: true, create: 0, update: 0, unchanged: 2 })
  const { body: directory } = await api.call('GET', path)
  assert.deepEqual(directory.metadata.users, { active: 12, inactive: 0 })
})

test('a preview takes lines and a scope that are not saved, and counts who lacks what', async () => {
  await using acme = await startExplainedCompany()
  const { source, api, path } = acme
  source.putUser('u00004', { attributes: attributesOf('u00004', { email: '', title: 'Guest' }) })
  const mapping = [{ target: 'custom_attributes.employment_start_date', expression: '"soon"' }]
  const scope = { rule: 'user.title == "Engineer"' }
  const everybody = await api.call('POST', `${path}/preview`, { body: { mapping } })
  const counted = new Map(everybody.body.attributes.map((one: { target: string }) => [one.target, one]))
  assert.deepEqual(counted.get('email'), { target: 'email', with: 11, without: 1, invalid: 0 })
  assert.equal(everybody.body.problems[0].count, 12)
  const some = await api.call('POST', `${path}/preview`, { body: { scope } })
  assert.deepEqual([some.body.in_scope, some.body.out_of_scope, some.body.users.deactivate], [11, 1, 1])
})

test('who cannot be read is refused in a preview, and what is stored of that person stays', async () => {
  await using acme = await startExplainedCompany()
  const { source, api, path } = acme
  source.faults.onlyUsers = (id) => id !== 'u00003'
  const record = { kind: 'user', id: 'u00003', name: 'u00003', code: 'broken', text: 'It is broken.' } as const
  source.faults.unreadable = [record]
  const { body } = await api.call('POST', `${path}/preview`, { body: {} })
  assert.deepEqual(body.users, { create: 0, update: 0, unchanged: 11, deactivate: 0, refuse: 1 })
  assert.deepEqual(body.first, [])
})

test('of two people of one username a preview takes the first, as a run does', async () => {
  await using acme = await startExplainedCompany()
  const { source, api, path } = acme
  const { attributes } = aSourceUser('new1')
  source.putUser('new1', { attributes })
  source.putUser('new2', { attributes })
  const { body } = await api.call('POST', `${path}/preview`, { body: {} })
  assert.deepEqual([body.users.create, body.users.refuse], [1, 1])
  assert.deepEqual(
    body.problems.map(({ code, target, count }: Record<string, unknown>) => [code, target, count]),
    [['user_name_taken', 'username', 1]],
  )
})

test('a preview says that the guard would hold what is too much', async () => {
  await using acme = await startExplainedCompany()
  const { body } = await acme.api.call('POST', `${acme.path}/preview`, { body: { scope: { groups: ['g1'] } } })
  assert.deepEqual([body.in_scope, body.users.deactivate], [3, 9])
  assert.match(body.held, /9 of 12 active users/)
})

test('groups for a scope are found at the source, with the members that are known of them', async () => {
  await using acme = await startExplainedCompany()
  acme.source.putGroup('g9')
  const { body } = await acme.api.call('GET', `${acme.path}/source_groups?search=group`)
  const told = body.data.map(({ id, members }: { id: string; members: number | null }) => [id, members])
  assert.deepEqual(told, [
    ['g1', 3],
    ['g2', 1],
    ['g9', null],
  ])
  const known = await acme.api.call('GET', `${acme.path}/source_groups?ids=g2`)
  assert.deepEqual(
    known.body.data.map(({ name }: { name: string }) => name),
    ['Group g2'],
  )
})

test('of how many users an attribute has a value is counted, and over how many', async () => {
  await using acme = await startExplainedCompany()
  const { body } = await acme.api.call('GET', `${acme.path}/attribute_coverage`)
  assert.deepEqual([body.counted, body.is_whole], [12, true])
  const counted = new Map(body.attributes.map((one: { target: string }) => [one.target, one]))
  assert.deepEqual(counted.get('job_title'), { target: 'job_title', with: 12, without: 0 })
  assert.equal(counted.has('custom_attributes.job_title'), false)
  assert.deepEqual(counted.get('custom_attributes.department_name'), {
    target: 'custom_attributes.department_name',
    with: 12,
    without: 0,
  })
})

test('the history of a directory tells who did what to it and its parts, without what was written', async () => {
  await using acme = await startExplainedCompany()
  const { api, path } = acme
  await api.call('PUT', `${path}/connection`, { body: { guards: { users: { percent: 50, at_least: 2 } } } })
  await api.call('POST', `${path}/preview`, { body: {} })
  await acme.run()
  await api.call('POST', `${path}/pause`, { body: {} })
  const { body } = await api.call('GET', `${path}/history`)
  const told = body.data.map(({ action, changed }: { action: string; changed: string[] }) => [action, changed])
  assert.deepEqual(told, [
    ['directory.paused', ['state']],
    ['sync_run.requested', []],
    ['connection.updated', ['guards']],
    ['directory.created', []],
  ])
  assert.ok(!JSON.stringify(body).includes('percent'))
})
