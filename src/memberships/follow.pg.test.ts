import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from '../testing/database.ts'
import { makeMembershipWorld } from '../testing/membership-world.ts'
import { explainStoredMembership } from './explain-stored.ts'
import { changeByHand } from './hand-members.ts'
import { letMembersFollow } from './start-memberships.ts'

const now = new Date('2026-06-15T12:00:00Z')

async function makeWorld(clone: Awaited<ReturnType<typeof createTestDatabase>>) {
  const world = await makeMembershipWorld(clone.database, { now })
  /** What was told of memberships since the last time. */
  let seen = 0
  const news = async () => {
    const all = (await world.events()).filter(({ type }) => type.startsWith('person.member'))
    const since = all.slice(seen)
    seen = all.length
    return since.map(({ type, data }) => `${type} ${data.kind}/${data.object_id} ${data.person_id}`)
  }
  return { ...world, news }
}

const rule = (text: string) => ({ members: { mode: 'additive', rule: text } })

test('a changed rule lets people in and out, with the rule by which they were in it', async () => {
  await using clone = await createTestDatabase({ now })
  const world = await makeWorld(clone)
  await world.change({
    put: [
      { id: 'person_1', attributes: { title: 'Lead' } },
      { id: 'person_2', attributes: { title: 'Manager' } },
    ],
  })
  await world.put([{ kind: 'Group', id: 'leads', ...rule('person.title == "Lead"') }])
  await letMembersFollow(world.ground)
  assert.deepEqual(await world.news(), ['person.member_added Group/leads person_1'])
  await world.put([{ kind: 'Group', id: 'leads', ...rule('person.title == "Manager"') }])
  await letMembersFollow(world.ground)
  assert.deepEqual(await world.news(), [
    'person.member_removed Group/leads person_1',
    'person.member_added Group/leads person_2',
  ])
  const left = (await world.events()).findLast(({ type }) => type === 'person.member_removed')
  assert.deepEqual(left?.data.reasons, [{ by: 'rule', rule: 'person.title == "Lead"' }])
  await world.assertRight()
})

test('who was in a unit for one below it that is gone leaves, and so do those who were in that', async () => {
  await using clone = await createTestDatabase({ now })
  const world = await makeWorld(clone)
  await world.change({ put: [{ id: 'person_1' }] })
  const eng = { kind: 'OrgUnit', id: 'eng' }
  const all = { kind: 'Group', id: 'engineers', ...rule('person.org.within("eng")') }
  await world.put([eng, all, { kind: 'OrgUnit', id: 'platform', parent: 'eng', ...rule('person.active') }])
  await letMembersFollow(world.ground)
  assert.equal((await world.news()).length, 3)
  await world.put([eng, all])
  await letMembersFollow(world.ground)
  assert.deepEqual((await world.news()).sort(), [
    'person.member_removed Group/engineers person_1',
    'person.member_removed OrgUnit/eng person_1',
    'person.member_removed OrgUnit/platform person_1',
  ])
  await world.assertRight()
})

test('a change of somebody who has no input of any rule writes and tells nothing', async () => {
  await using clone = await createTestDatabase({ now })
  const world = await makeWorld(clone)
  await world.put([{ kind: 'Group', id: 'leads', ...rule('person.title == "Lead"') }])
  await letMembersFollow(world.ground)
  await world.change({ put: [{ id: 'person_1', attributes: { title: 'Lead' } }] })
  await world.news()
  await world.change({ put: [{ id: 'person_1', attributes: { title: 'Lead', phone: '+4930123' } }] })
  assert.deepEqual(await world.news(), [])
  await world.assertRight()
})

test('a manager who gets another manager moves everybody below, where a rule reads it', async () => {
  await using clone = await createTestDatabase({ now })
  const world = await makeWorld(clone)
  await world.put([{ kind: 'Group', id: 'ada', ...rule('person.reportsTo("person_00000000000000000000000000")') }])
  const ada = 'person_00000000000000000000000000'
  await letMembersFollow(world.ground)
  await world.change({
    put: [
      { id: ada },
      { id: 'person_m' },
      { id: 'person_1', managerId: 'person_m' },
      { id: 'person_2', managerId: 'person_1' },
    ],
  })
  assert.deepEqual(await world.news(), [])
  await world.change({ put: [{ id: 'person_m', managerId: ada }] })
  assert.deepEqual((await world.news()).sort(), [
    'person.member_added Group/ada person_1',
    'person.member_added Group/ada person_2',
    'person.member_added Group/ada person_m',
  ])
  await world.assertRight()
})

test('nobody is added by hand where a file says who exactly is in it, and it says which file', async () => {
  await using clone = await createTestDatabase({ now })
  const world = await makeWorld(clone)
  await world.put([
    { kind: 'Group', id: 'exact', members: { mode: 'exact', rule: 'false' } },
    { kind: 'Group', id: 'open', members: { mode: 'additive', rule: 'false' } },
  ])
  await world.change({ put: [{ id: 'person_1' }] })
  await letMembersFollow(world.ground)
  const { ground, platform, organizationId } = world
  const cause = { source: 'api', actorId: 'key_1', requestId: null } as const
  const add = (objectId: string) =>
    ground.database.transaction((transaction) =>
      changeByHand(
        { transaction, platform, overlays: ground.overlays, cause },
        {
          ...{ organizationId, objectId, kind: 'Group', personId: 'person_1' },
          action: 'add',
          until: '2026-06-20',
          actor: 'Grace',
        },
      ),
    )
  await assert.rejects(add('exact'), { code: 'members_declared', message: /Group\/exact\.yaml:1/ })
  assert.deepEqual(await add('open'), {
    isMember: true,
    reasons: [{ by: 'hand', actor: 'Grace', until: '2026-06-20' }],
  })
  assert.deepEqual(await world.news(), ['person.member_added Group/open person_1'])
  await world.setTime(new Date('2026-06-21T00:00:00Z'))
  await letMembersFollow(ground)
  assert.deepEqual(await world.news(), ['person.member_removed Group/open person_1'])
  await world.assertRight()
})

test('why somebody is not in a group is told of people as they are stored', async () => {
  await using clone = await createTestDatabase({ now })
  const { ground, organizationId, change, put } = await makeWorld(clone)
  await put([{ kind: 'Group', id: 'leads', ...rule('person.title == "Lead" && person.managers.size() == 1') }])
  await change({
    put: [{ id: 'person_1', attributes: { title: 'Manager' }, managerId: 'person_2' }, { id: 'person_2' }],
  })
  const question = { organizationId, personId: 'person_1', now }
  const explained = await explainStoredMembership(clone.database, ground.overlays, {
    ...question,
    address: 'Group/leads',
  })
  assert.equal(explained?.isMember, false)
  assert.deepEqual(
    explained?.rule?.explained?.parts.map(({ value }) => value),
    ['false', 'true'],
  )
  assert.equal(
    await explainStoredMembership(clone.database, ground.overlays, { ...question, address: 'Group/none' }),
    null,
  )
})
