import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LeavingScope } from '../../model/connection.ts'
import { createMemorySource } from '../../testing/memory-connector.ts'
import { setUpSync } from '../../testing/sync-engine.ts'

/** Thirty people, of whom two leave the department that is synced, and one comes back to it. */
async function leave(onLeave: LeavingScope) {
  const source = createMemorySource()
  source.putUsers(30)
  source.putGroup('g1', ['u00001', 'u00002', 'u00003'])
  await using sync = await setUpSync(source, { scope: { rule: 'user.department == "Research"', on_leave: onLeave } })
  sync.start()
  await sync.run()
  const move = (id: string, department: string) => {
    const user = source.users.get(id)
    assert.ok(user)
    source.putUser(id, { attributes: { ...user.attributes, department } })
  }
  move('u00001', 'Sales')
  move('u00002', 'Sales')
  await sync.run('incremental')
  const gone = { users: await sync.users(), members: await sync.members() }
  const events = (await sync.events()).filter(({ type }) => type === 'muster.user.left_scope')
  await sync.run('full')
  const again = (await sync.events()).filter(({ type }) => type === 'muster.user.left_scope')
  assert.equal(again.length, events.length, 'who left was told of twice')
  move('u00001', 'Research')
  await sync.run('incremental')
  const back = { users: await sync.users(), members: await sync.members() }
  return { gone, back, left: events.map(({ data }) => [data.idp_id, data.state, data.on_leave]) }
}

test('who leaves the scope is suspended, and active again when the scope has them back', async () => {
  const { gone, back, left } = await leave('suspend')
  assert.deepEqual(left, [
    ['u00001', 'active', 'suspend'],
    ['u00002', 'active', 'suspend'],
  ])
  assert.deepEqual(
    gone.users.filter(({ active }) => !active).map(({ idpId }) => idpId),
    ['u00001', 'u00002'],
  )
  assert.deepEqual(
    back.users.filter(({ active }) => !active).map(({ idpId }) => idpId),
    ['u00002'],
  )
  assert.deepEqual(back.members, { g1: ['u00001', 'u00002', 'u00003'] })
})

test('who leaves the scope is deleted where that is the policy, and comes back with the groups', async () => {
  const { gone, back } = await leave('delete')
  assert.equal(gone.users.length, 28)
  assert.deepEqual(gone.members, { g1: ['u00003'] })
  assert.equal(back.users.length, 29)
  assert.deepEqual(back.members, { g1: ['u00001', 'u00003'] })
})

test('who leaves the scope stays as it was where that is the policy, and is told of once', async () => {
  const { gone, left } = await leave('keep')
  assert.equal(left.length, 2)
  assert.equal(gone.users.filter(({ active }) => active).length, 30)
})

test('members, groups and people who are gone from the source go, in a full and in an incremental run', async () => {
  for (const kind of ['full', 'incremental'] as const) {
    const source = createMemorySource()
    source.putUsers(30)
    source.putGroup('g1', ['u00001', 'u00002', 'u00003'])
    source.putGroup('g2', ['u00004'])
    source.putGroup('g3', ['u00005', 'u00006', 'g1'])
    await using sync = await setUpSync(source)
    sync.start()
    await sync.run()
    source.putGroup('g1', ['u00002', 'u00003'])
    source.removeGroup('g2')
    source.removeUser('u00003')
    const run = await sync.run(kind)
    assert.equal(run.state, 'completed', `${kind}: ${run.errorText}`)
    assert.deepEqual(await sync.members(), { g1: ['u00002'], g3: ['g1', 'u00005', 'u00006'] })
    assert.equal((await sync.users()).length, 29)
    const { usersRemoved, groupsRemoved } = run.counts
    assert.deepEqual([usersRemoved, groupsRemoved], [1, 1])
    const again = await sync.run('full')
    assert.equal(again.counts.usersRemoved + again.counts.membershipsRemoved + again.counts.groupsRemoved, 0)
  }
})

test('more is removed than fits into one transaction', async () => {
  const source = createMemorySource({ pageSize: 100 })
  source.putUsers(90)
  await using sync = await setUpSync(source, { guards: { users: { percent: 100, at_least: 100 } } })
  sync.start({ removalsAtOnce: 7 })
  await sync.run()
  for (const id of [...source.users.keys()].slice(0, 40)) source.removeUser(id)
  const run = await sync.run('full')
  assert.equal(run.counts.usersRemoved, 40)
  assert.equal((await sync.users()).length, 50)
  const deleted = (await sync.events()).filter(({ type }) => type === 'dsync.user.deleted')
  assert.equal(deleted.length, 40)
})

test('a manager whom the source has taken away does not come back when that manager changes', async () => {
  const source = createMemorySource()
  source.putUsers(10)
  for (const id of ['u00002', 'u00003', 'u00004']) source.putUser(id, { manager: 'u00001' })
  await using sync = await setUpSync(source)
  sync.start()
  await sync.run()
  const managed = async () => {
    const rows = await sync.database.query<{ idp_id: string }>({
      text: `select idp_id from users where attributes->'custom_attributes' ? 'manager_id' order by 1`,
    })
    return rows.map(({ idp_id }) => idp_id)
  }
  assert.deepEqual(await managed(), ['u00002', 'u00003', 'u00004'])
  source.putUser('u00002')
  assert.equal((await sync.run('incremental')).counts.held, 0)
  assert.deepEqual(await managed(), ['u00003', 'u00004'])
  const references = await sync.database.query({
    text: `select 1 as one from source_references where kind = 'manager'`,
  })
  assert.equal(references.length, 2)
  const manager = source.users.get('u00001')
  source.putUser('u00001', { attributes: { ...manager?.attributes, email: 'boss@example.com' } })
  await sync.run('incremental')
  assert.deepEqual(await managed(), ['u00003', 'u00004'])
})
