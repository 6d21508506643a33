import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../../testing/api-app.ts'
import { createMemorySource } from '../../testing/memory-connector.ts'
import { createPulledDirectory, startTestSync, untilRun } from '../../testing/pulled-directory.ts'

/** Twelve people, of whom six are lost: four of Sales, one of Research, one of no department. */
async function startHeld() {
  const source = createMemorySource()
  source.putUsers(12)
  const departments = ['Sales', 'Sales', 'Sales', 'Sales', 'Research', null]
  for (const [index, department] of departments.entries()) {
    const id = `u0000${index + 1}`
    const { attributes } = source.users.get(id) ?? assert.fail(id)
    source.putUser(id, { attributes: { ...attributes, department } })
  }
  source.putGroup('g1', ['u00001', 'u00002', 'u00012'])
  const api = await createTestApi({ connectors: [source.connector] })
  const engine = startTestSync(api)
  const { id, organizationId } = await createPulledDirectory(api)
  const path = `/directories/${id}`
  const first = await untilRun(api, { id }, ['completed'])
  for (let number = 1; number <= 6; number += 1) source.removeUser(`u0000${number}`)
  await api.call('POST', `${path}/sync_runs`, { body: { kind: 'full' } })
  const run = await untilRun(api, { id, after: first.id }, ['waiting'])
  const get = async (below: string) => (await api.call('GET', `${path}/sync_runs/${run.id}/${below}`)).body
  return {
    ...{ api, path, id, organizationId, first, run, get },
    namesOf: async (query: string) =>
      (await get(`removals?limit=100&order=asc&${query}`)).data.map(({ name }: { name: string }) => name.slice(-6)),
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}

test('what a run holds is added up against its guards, by department and by group', async () => {
  await using held = await startHeld()
  const guard = await held.get('guard')
  assert.equal(guard.undecided, 6)
  assert.deepEqual(guard.removals, [{ kind: 'user', reason: 'absent', state: 'held', count: 6, active_count: 6 }])
  assert.deepEqual(guard.limits, [
    {
      kind: 'users',
      what: 'active users',
      removals: 6,
      total: 12,
      percent: 10,
      at_least: 5,
      is_exceeded: true,
      text: '6 of 12 active users would be removed (50 %), more than 10 % and at least 5.',
    },
  ])
  assert.deepEqual(guard.departments, [
    { name: 'Sales', count: 4 },
    { name: 'Research', count: 1 },
    { name: null, count: 1 },
  ])
  const [group] = guard.groups
  assert.deepEqual([guard.groups.length, group.count, group.member_count], [1, 2, 3])
  assert.equal(guard.decision, null)
})

test('held removals are listed by department, group, reason and a part of a name, with when each was last there', async () => {
  await using held = await startHeld()
  assert.deepEqual(await held.namesOf('department=Research'), ['u00005'])
  assert.deepEqual(await held.namesOf('no_department=true'), ['u00006'])
  const { groups } = await held.get('guard')
  assert.deepEqual(await held.namesOf(`group=${groups[0].id}`), ['u00001', 'u00002'])
  assert.deepEqual(await held.namesOf('reasons=deactivated'), [])
  assert.deepEqual(await held.namesOf('search=LAST%20u00003'), ['u00003'])
  assert.deepEqual(await held.namesOf('search=%25'), [])
  const { data } = await held.get('removals?search=u00001')
  assert.equal(data[0].department, 'Sales')
  const seen = Date.parse(data[0].last_seen_at)
  assert.ok(seen >= Date.parse(held.first.started_at) && seen <= Date.parse(held.run.started_at), data[0].last_seen_at)
})

test('a decision is told with who made it, and nothing waits any more', async () => {
  await using held = await startHeld()
  const body = { removals: 6, reason: 'Lyon has closed' }
  await held.api.call('POST', `${held.path}/sync_runs/${held.run.id}/approve`, { body })
  await untilRun(held.api, { id: held.id, after: held.first.id }, ['completed'])
  const { undecided, removals, limits, decision, departments } = await held.get('guard')
  assert.deepEqual([undecided, limits], [0, []])
  assert.deepEqual([removals[0].state, removals[0].count], ['applied', 6])
  assert.deepEqual([decision.word, decision.reason, decision.actor.type], ['approved', 'Lyon has closed', 'api_key'])
  assert.equal(departments[0].name, 'Sales', 'who is gone still has the department')
})

test('runs of all directories are listed with their names, and those that wait are found among them', async () => {
  await using held = await startHeld()
  const { api, id, organizationId, run, first } = held
  const list = async (query: string) => (await api.call('GET', `/sync_runs?${query}`)).body.data
  const all = await list('')
  assert.deepEqual(
    all.map((one: { id: string }) => one.id),
    [run.id, first.id],
  )
  assert.equal(all[0].directory.id, id)
  assert.ok(all[0].directory.name && all[0].organization.name)
  assert.deepEqual((await list('states=waiting')).length, 1)
  assert.deepEqual((await list('states=failed,cancelled')).length, 0)
  assert.deepEqual((await list(`organization_id=${organizationId}&triggers=connected`)).length, 1)
  assert.deepEqual((await list('directory_id=directory_other')).length, 0)
  const { body: key } = await api.call('POST', '/api_keys', {
    body: {
      name: 'other',
      organization_id: (await api.call('POST', '/organizations', { body: { name: 'O' } })).body.id,
    },
  })
  const { body: others } = await api.call('GET', '/sync_runs', { key: key.value })
  assert.deepEqual(others.data, [])
})
