import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Queryable } from '../store/database.ts'
import { readCounts } from '../store/overlay/counts.ts'
import { writePins } from '../store/overlay/pins.ts'
import { renameOverlayObject } from '../store/overlay/rename-object.ts'
import { raiseOverlayRevision } from '../store/overlay/write-objects.ts'
import { createTestDatabase } from '../testing/database.ts'
import { makeMembershipWorld } from '../testing/membership-world.ts'
import { evaluateNextPage } from './evaluate-overlay.ts'
import { flipDue } from './flip-due.ts'
import { letMembersFollow } from './start-memberships.ts'

const now = new Date('2026-06-15T12:00:00Z')

const rule = (text: string) => ({ members: { mode: 'additive', rule: text } })
const leads = { kind: 'Group', id: 'leads', ...rule('person.title == "Lead"') }
const managers = { ...leads, ...rule('person.title == "Manager"') }

test('a document that is as before again, before everybody was evaluated by the one between, leaves nobody behind', async () => {
  await using clone = await createTestDatabase({ now })
  const world = await makeMembershipWorld(clone.database, { now })
  const people = Array.from({ length: 1100 }, (_, index) => ({
    id: `person_${String(index).padStart(4, '0')}`,
    attributes: { title: index % 2 === 0 ? 'Lead' : 'Manager' },
  }))
  await world.change({ put: people })
  await world.put([leads])
  await letMembersFollow(world.ground)
  await world.put([managers])
  const first = await evaluateNextPage(world.ground, world.organizationId)
  assert.deepEqual(first, { isDone: false, done: 1000 })
  await world.put([leads])
  await letMembersFollow(world.ground)
  await world.assertRight()
})

test('nor those who changed before anybody was evaluated by it, or while it was gone', async () => {
  await using clone = await createTestDatabase({ now })
  const world = await makeMembershipWorld(clone.database, { now })
  const lead = { id: 'person_1', attributes: { title: 'Lead' } }
  const manager = { id: 'person_1', attributes: { title: 'Manager' } }
  await world.change({ put: [lead] })
  await world.put([leads])
  await letMembersFollow(world.ground)
  await world.put([managers])
  await world.change({ put: [manager] })
  await world.change({ put: [{ id: 'person_2', attributes: { title: 'Manager' } }] })
  await world.put([leads])
  await letMembersFollow(world.ground)
  await world.assertRight()
  await world.change({ put: [lead] })
  await world.put([{ kind: 'Group', id: 'others', ...rule('person.active') }])
  await world.change({ put: [manager] })
  await world.put([leads])
  await letMembersFollow(world.ground)
  await world.assertRight()
})

test('nor does one that was given another id meanwhile', async () => {
  await using clone = await createTestDatabase({ now })
  const world = await makeMembershipWorld(clone.database, { now })
  await world.change({ put: [{ id: 'person_1', attributes: { title: 'Lead' } }] })
  await world.put([leads])
  await letMembersFollow(world.ground)
  await world.put([managers])
  await world.change({ put: [{ id: 'person_1', attributes: { title: 'Manager' } }] })
  await renameOverlayObject(clone.database, world.organizationId, { kind: 'Group', from: 'leads', to: 'heads' })
  await world.put([{ ...leads, id: 'heads' }])
  await letMembersFollow(world.ground)
  const [count] = await readCounts(clone.database, world.organizationId)
  assert.deepEqual([count?.objectId, count?.members], ['heads', 0])
})

test('of all who are due at once nobody is forgotten, however many objects they are due for', async () => {
  await using clone = await createTestDatabase({ now })
  const world = await makeMembershipWorld(clone.database, { now })
  const groups = Array.from({ length: 7 }, (_, index) => ({
    kind: 'Group',
    id: `g${index}`,
    ...rule('person.startDate.reached("P90D")'),
  }))
  await world.put(groups)
  const attributes = { startDate: '2026-06-15' }
  await world.change({ put: Array.from({ length: 150 }, (_, index) => ({ id: `person_${index}`, attributes })) })
  await letMembersFollow(world.ground)
  await world.setTime(new Date('2026-09-14T00:00:00Z'))
  await letMembersFollow(world.ground)
  await world.assertRight()
  assert.equal((await world.events()).filter(({ type }) => type === 'person.member_added').length, 7 * 150)
})

test('what a transaction that was rolled back compiled is not taken for what the next one wrote', async () => {
  await using clone = await createTestDatabase({ now })
  const { organizationId, ground, put } = await makeMembershipWorld(clone.database, { now })
  await put([{ kind: 'Group', id: 'g', members: { mode: 'exact', add: ['mail:a@acme.example'] } }])
  const pin = async (on: Queryable, personId: string, at: Date) => {
    await writePins(on, organizationId, { pins: new Map([['mail:a@acme.example', personId]]), at })
    await raiseOverlayRevision(on, organizationId, at)
    const { compiled } = await ground.overlays.load(on, organizationId)
    return [...compiled.named.keys()]
  }
  const failed = ground.database.transaction(async (on) => {
    await pin(on, 'person_1', new Date('2026-06-15T12:00:01Z'))
    throw new Error('rolled back')
  })
  await assert.rejects(failed, /rolled back/)
  const at = new Date('2026-06-15T12:00:02Z')
  assert.deepEqual(await ground.database.transaction((on) => pin(on, 'person_2', at)), ['person_2'])
})

test('an organization whose members cannot follow keeps no other waiting', async () => {
  await using clone = await createTestDatabase({ now })
  const broken = await makeMembershipWorld(clone.database, { now })
  const world = await makeMembershipWorld(clone.database, { now })
  const started = (days: string) => ({ attributes: { startDate: days } })
  for (const [one, day] of [
    [broken, '2026-06-14'],
    [world, '2026-06-15'],
  ] as const) {
    await one.put([{ kind: 'Group', id: 'g', ...rule('person.startDate.reached("P2D")') }])
    await one.change({ put: [{ id: 'person_1', ...started(day) }] })
    await letMembersFollow(one.ground)
  }
  await world.setTime(new Date('2026-06-20T00:00:00Z'))
  const { overlays } = world.ground
  const fails: typeof world.ground = {
    ...world.ground,
    overlays: {
      async load(on, organizationId) {
        if (organizationId === broken.organizationId) throw new Error('broken')
        return overlays.load(on, organizationId)
      },
    },
  }
  assert.equal((await flipDue(fails))?.organizationId, broken.organizationId)
  await letMembersFollow(fails)
  await world.assertRight()
})
