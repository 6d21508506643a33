import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../errors.ts'
import { createTestDatabase } from '../testing/database.ts'
import { putDocuments } from '../testing/overlay-documents.ts'
import { createPeopleWorld, type PeopleWorld } from '../testing/people-world.ts'
import { flipDue } from './flip-due.ts'
import type { PeopleEngine } from './people-engine.ts'
import { nothingFollows } from './person-change.ts'
import { rebuildPeople, requestPeopleRebuild } from './rebuild-people.ts'
import { catchUp, followEvents } from './start-people.ts'

const at = new Date('2026-11-22T12:00:00Z')

const ada = { givenName: 'Ada', familyName: 'Lovelace', mail: 'ada@work.example' }

function engineOf({ database, platform }: PeopleWorld): PeopleEngine {
  const eventLog = { onNews: () => () => {}, wrote() {}, isLeader: () => true }
  return { database, platform, eventLog, onPeopleChanged: nothingFollows }
}

async function typesOf(world: PeopleWorld, after = 0): Promise<string[]> {
  return (await world.events()).slice(after).map(({ type }) => type)
}

test('users of three directories who share a number or an address are one person, made by the oldest directory', async () => {
  await using world = await createPeopleWorld({ at })
  await world.arrive({ directory: 1, name: 'ada', ...ada, title: 'Countess' })
  await world.arrive({ directory: 0, name: '42', ...ada, title: 'Engineer', custom: { employee_number: '42' } })
  await world.arrive({ directory: 2, name: 'lovelace', mail: 'a@other.example', custom: { employee_number: ' 42 ' } })
  const { people, open } = await world.picture()
  assert.deepEqual(open, [])
  assert.equal(people.length, 1)
  const [person] = people
  assert.deepEqual(person?.users, ['0/42', '1/ada', '2/lovelace'])
  assert.equal(person?.attributes.title, 'Engineer')
  assert.deepEqual(person?.sources.title, ['owner 0/42'])
  assert.equal(person?.attributes.employeeNumber, '42')
  const types = await typesOf(world)
  assert.deepEqual(types.slice(0, 2), ['person.created', 'person.linked'])
  assert.equal(types.filter((type) => type === 'person.created').length, 1)
  assert.equal(types.filter((type) => type === 'person.linked').length, 3)
})

test('what changes nothing writes nothing', async () => {
  await using world = await createPeopleWorld({ at })
  const ids = await world.arrive({ directory: 0, name: '42', ...ada }, { directory: 1, name: 'ada', ...ada })
  const versions = () =>
    world.database.query({
      text: `select xmin::text, id from people union all
    select xmin::text, user_id from person_links union all select xmin::text, key from person_keys`,
    })
  const before = await versions()
  assert.equal(await world.follow(ids), 0)
  assert.deepEqual(await versions(), before)
})

test('one who may be two people is nobody before somebody says who, and then stays that', async () => {
  await using world = await createPeopleWorld({ at })
  const shared = { ...ada, mail: 'team@work.example' }
  await world.arrive(
    { directory: 0, name: '1', ...shared, custom: { employee_number: '1' } },
    { directory: 0, name: '2', ...shared, custom: { employee_number: '2' } },
  )
  const [id = ''] = await world.arrive({ directory: 1, name: 'ada', ...shared })
  const { people, open } = await world.picture()
  assert.equal(people.length, 2)
  assert.deepEqual(open, [{ user: '1/ada', reason: 'disputed', candidates: [['0/1'], ['0/2']] }])
  const personId = (await world.personIds())['0/2'] ?? ''
  await world.follow([id], new Map([[id, { action: 'link', personId }]]))
  assert.deepEqual((await world.picture()).open, [])
  assert.equal((await world.personIds())['1/ada'], personId)
  await world.change(id, { directory: 1, name: 'ada', mail: 'else@work.example', custom: { employee_number: '1' } })
  await world.follow([id])
  assert.equal((await world.personIds())['1/ada'], personId)
  assert.ok((await typesOf(world)).includes('person.match_decided'))
  assert.deepEqual((await world.picture()).open, [])
})

test('somebody who is said to be nobody stays that until it is said otherwise', async () => {
  await using world = await createPeopleWorld({ at })
  const [, id = ''] = await world.arrive({ directory: 0, name: '1', ...ada }, { directory: 1, name: 'ada', ...ada })
  await world.follow([id], new Map([[id, { action: 'ignore' }]]))
  await world.follow([id])
  assert.deepEqual(Object.keys(await world.personIds()), ['0/1'])
  await world.follow([id], new Map([[id, { action: 'release' }]]))
  assert.equal((await world.picture()).people.length, 1)
  await world.follow([id], new Map([[id, { action: 'new' }]]))
  assert.equal((await world.picture()).people.length, 2)
  const nobody = new Map([[id, { action: 'link', personId: 'person_0' } as const]])
  await assert.rejects(world.follow([id], nobody), (error) => error instanceof AppError && error.code === 'not_found')
})

test('two active users of one directory are not made one person, and one who has no number is asked about', async () => {
  await using world = await createPeopleWorld({ at })
  await world.arrive({ directory: 0, name: '42', ...ada, custom: { employee_number: '42' } })
  await world.arrive({ directory: 1, name: 'ada', ...ada }, { directory: 1, name: 'admin-ada', ...ada })
  assert.deepEqual((await world.picture()).open, [
    { user: '1/ada', reason: 'conflict', candidates: [['0/42']] },
    { user: '1/admin-ada', reason: 'conflict', candidates: [['0/42']] },
  ])
})

test('a link that has held for a day stays when somebody else comes with the same address, and when the address changes', async () => {
  await using world = await createPeopleWorld({ at })
  const number = { custom: { employee_number: '42' } }
  const [, id = ''] = await world.arrive(
    { directory: 0, name: '42', ...ada, ...number },
    { directory: 1, name: 'ada', ...ada },
  )
  world.advance(2)
  await world.arrive({ directory: 1, name: 'admin-ada', ...ada })
  assert.deepEqual((await world.picture()).open, [
    { user: '1/admin-ada', reason: 'conflict', candidates: [['0/42', '1/ada']] },
  ])
  await world.change(id, { directory: 1, name: 'ada', ...ada, mail: 'married@work.example' })
  await world.follow([id])
  const { people } = await world.picture()
  assert.deepEqual(
    people.map(({ users }) => users),
    [['0/42', '1/ada']],
  )
})

test('a link of today follows a correction at the source', async () => {
  await using world = await createPeopleWorld({ at })
  const [, id = ''] = await world.arrive({ directory: 0, name: '42', ...ada }, { directory: 1, name: 'ada', ...ada })
  await world.change(id, { directory: 1, name: 'ada', mail: 'grace@work.example' })
  await world.follow([id])
  assert.equal((await world.picture()).people.length, 2)
  await world.change(id, { directory: 1, name: 'ada', ...ada })
  await world.follow([id])
  assert.equal((await world.picture()).people.length, 1)
})

test('an address of somebody who has left is not taken for that person when somebody else has it', async () => {
  await using world = await createPeopleWorld({ at })
  await world.arrive({ directory: 0, name: '1', ...ada, active: false, custom: { employee_number: '1' } })
  await world.arrive({ directory: 1, name: 'alan', givenName: 'Alan', familyName: 'Turing', mail: ada.mail })
  assert.deepEqual((await world.picture()).open, [{ user: '1/alan', reason: 'reused', candidates: [['0/1']] }])
})

test('somebody who is rehired is the same person, also after the user was deleted', async () => {
  await using world = await createPeopleWorld({ at })
  const user = { directory: 0, name: '42', ...ada, custom: { employee_number: '42' } }
  const [id = ''] = await world.arrive(user)
  const { '0/42': personId } = await world.personIds()
  await world.change(id, { ...user, active: false })
  await world.follow([id])
  assert.equal((await world.picture()).people[0]?.status, 'left')
  await world.arrive({ ...user, name: '42-again' })
  assert.equal((await world.picture()).people[0]?.status, 'active')
  assert.equal((await world.personIds())['0/42-again'], personId)
  const ids = await world.database.query<{ id: string }>({ text: 'select id from users' })
  for (const { id: userId } of ids) await world.remove(userId, 0)
  await world.follow(ids.map(({ id: userId }) => userId))
  assert.deepEqual((await world.picture()).people, [])
  assert.equal((await typesOf(world)).filter((type) => type === 'person.deleted').length, 1)
  await world.arrive({ ...user, directory: 1, name: 'ada' })
  assert.equal((await world.personIds())['1/ada'], personId)
})

test('a manager is found over directories, also when it comes later, and is another person when it moves', async () => {
  await using world = await createPeopleWorld({ at })
  await world.arrive({ directory: 1, name: 'ada', ...ada, custom: { manager_id: '7' } })
  assert.equal((await world.picture()).people[0]?.managerKey, 'ext=…:7')
  const [boss = ''] = await world.arrive({ directory: 0, name: 'boss', custom: { employee_number: '7' } })
  const report = async () => (await world.picture()).people.find(({ users }) => users.includes('1/ada'))
  assert.deepEqual((await report())?.manager, ['0/boss'])
  await world.remove(boss, 0)
  await world.follow([boss])
  assert.deepEqual((await report())?.manager, null)
  await world.arrive({ directory: 1, name: '7', mail: 'seven@work.example' })
  assert.deepEqual((await report())?.manager, ['1/7'])
})

test('a status changes by the passing of time alone, at midnight where the person is', async () => {
  await using world = await createPeopleWorld({ at })
  const custom = { employment_start_date: '2026-11-24', time_zone: 'America/New_York' }
  await world.arrive({ directory: 0, name: '42', ...ada, custom })
  const engine = engineOf(world)
  const status = async () => (await world.picture()).people[0]?.status
  assert.equal(await status(), 'pre_hire')
  world.advance(1.5)
  await flipDue(engine)
  assert.equal(await status(), 'pre_hire')
  world.advance(0.25)
  await flipDue(engine)
  assert.equal(await status(), 'active')
  assert.equal((await typesOf(world)).at(-1), 'person.status_changed')
})

test('a service account is matched with nobody', async () => {
  await using world = await createPeopleWorld({ at })
  await world.arrive(
    { directory: 0, name: '42', ...ada },
    { directory: 1, name: 'backup', ...ada, custom: { employee_type: 'Service' } },
  )
  const { people, open } = await world.picture()
  assert.deepEqual(people.map(({ isService }) => isService).sort(), [false, true])
  assert.deepEqual(open, [])
})

test('an address that very many have says nothing of who they are', async () => {
  await using world = await createPeopleWorld({ at })
  const mail = 'all@work.example'
  const users = Array.from({ length: 21 }, (_, index) => ({ directory: index % 3, name: `user${index}`, mail }))
  for (const user of users) await world.arrive(user)
  const { people, open } = await world.picture()
  assert.equal(people.length, 21)
  assert.deepEqual(open, [])
})

test('the users of a directory that is deleted are nobody any more, and who has others is still there', async () => {
  await using world = await createPeopleWorld({ at })
  await world.arrive(
    { directory: 0, name: '42', ...ada },
    { directory: 1, name: 'ada', ...ada },
    { directory: 1, name: 'bob' },
  )
  await world.database.query({
    text: `update directories set state = 'deleting' where id = $1`,
    values: [world.directoryIds[1]],
  })
  const { organizationId } = world
  const event = {
    organizationId,
    streamId: world.directoryIds[1] ?? '',
    type: 'dsync.deleted',
    objectId: world.directoryIds[1],
  }
  await followEvents(engineOf(world), [event as never])
  assert.deepEqual(await world.personIds(), { '0/42': (await world.personIds())['0/42'] })
})

test('people are matched anew when somebody writes other rules', async () => {
  await using world = await createPeopleWorld({ at })
  const badge = { custom: { badge: 'X9' } }
  await world.arrive(
    { directory: 0, name: '42', ...badge },
    { directory: 1, name: 'ada', ...badge },
    { directory: 2, name: 'lace', ...ada },
  )
  assert.equal((await world.picture()).people.length, 3)
  const documents = [
    { kind: 'PersonSchema', id: 'person', attributes: { badge: { type: 'text' } } },
    { kind: 'Matching', id: 'matching', rules: [{ on: ['badge'] }, { on: ['mail'] }] },
    { kind: 'Directory', id: 'okta', directory: world.directoryIds[1], person: { title: '"Dr. " + user.username' } },
    { kind: 'Authority', id: 'authority', default: ['okta'] },
  ]
  const { database, organizationId, platform } = world
  await putDocuments(database, organizationId, { documents })
  await requestPeopleRebuild(database, organizationId, { reason: 'Matching', now: platform.clock.now() })
  await rebuildPeople(engineOf(world))
  const { people } = await world.picture()
  assert.deepEqual(
    people.map(({ users }) => users),
    [['0/42', '1/ada'], ['2/lace']],
  )
  assert.equal(people[0]?.attributes.title, 'Dr. ada')
  assert.deepEqual(await database.query({ text: 'select from people_rebuilds' }), [])
})

test('whoever was missed because the log is not kept for ever is found by looking at everybody', async () => {
  await using world = await createPeopleWorld({ at })
  await world.write({ directory: 0, name: '42', ...ada }, { directory: 1, name: 'ada', ...ada })
  await world.database.query({ text: `insert into consumers values ('people', 0, now())` })
  await catchUp(world)
  assert.deepEqual(await world.database.query({ text: 'select from consumers' }), [])
  await rebuildPeople(engineOf(world))
  assert.deepEqual(
    (await world.picture()).people.map(({ users }) => users),
    [['0/42', '1/ada']],
  )
})

test('a number that means something else in another directory does not make two humans one', async () => {
  await using world = await createPeopleWorld({ at })
  const custom = { employee_number: '10042' }
  await world.arrive(
    { directory: 0, name: '42', ...ada, custom },
    { directory: 1, name: 'alan', givenName: 'Alan', familyName: 'Turing', mail: 'alan@work.example', custom },
  )
  assert.deepEqual((await world.picture()).open, [{ user: '1/alan', reason: 'disputed', candidates: [['0/42']] }])
  assert.deepEqual(
    (await world.picture()).people.map(({ users }) => users),
    [['0/42']],
  )
})

test('a marriage, a shorter first name and a name in another script are no other human with the same number', async () => {
  await using world = await createPeopleWorld({ at })
  const custom = { employee_number: '10042' }
  await world.arrive(
    { directory: 0, name: '42', ...ada, custom },
    { directory: 1, name: 'ada', givenName: 'Ada', familyName: 'King', mail: 'king@work.example', custom },
    { directory: 2, name: '愛', givenName: '愛田', familyName: '花子', custom },
  )
  assert.deepEqual(
    (await world.picture()).people.map(({ users }) => users),
    [['0/42', '1/ada', '2/愛']],
  )
})

test('an address that somebody else has by now is not matched, though nobody has deactivated its owner of before', async () => {
  await using world = await createPeopleWorld({ at })
  await world.arrive(
    { directory: 0, name: '1', ...ada },
    { directory: 1, name: 'alan', ...ada, givenName: 'Alan', familyName: 'Turing' },
  )
  assert.deepEqual((await world.picture()).open, [{ user: '1/alan', reason: 'disputed', candidates: [['0/1']] }])
})

test('a number of somebody who is gone does not bring that person back when another human has it, or very many have', async () => {
  await using world = await createPeopleWorld({ at })
  const custom = { employee_number: '9' }
  const [id = ''] = await world.arrive({ directory: 0, name: 'gone', custom })
  const { '0/gone': gone } = await world.personIds()
  await world.remove(id, 0)
  await world.follow([id])
  const users = Array.from({ length: 22 }, (_, index) => ({ directory: index % 3, name: `user${index}`, custom }))
  await world.arrive(...users)
  assert.equal(Object.values(await world.personIds()).includes(gone ?? ''), false)

  const [first = ''] = await world.arrive({ directory: 0, name: '7', ...ada, custom: { employee_number: '7' } })
  const { '0/7': left } = await world.personIds()
  await world.remove(first, 0)
  await world.follow([first])
  const alan = { givenName: 'Alan', familyName: 'Turing', mail: 'alan@work.example' }
  await world.arrive({ directory: 0, name: '7-again', ...alan, custom: { employee_number: '7' } })
  assert.notEqual((await world.personIds())['0/7-again'], left)
})

test('what stands for no number says nothing of who somebody is', async () => {
  await using world = await createPeopleWorld({ at })
  const none = { custom: { employee_number: 'N/A' } }
  await world.arrive(
    { directory: 0, name: '1', ...none },
    { directory: 1, name: 'ada', ...ada, ...none },
    { directory: 2, name: '42', ...ada, custom: { employee_number: '42' } },
  )
  assert.deepEqual((await world.picture()).open, [])
  assert.deepEqual((await world.picture()).people.map(({ users }) => users).sort(), [['0/1'], ['1/ada', '2/42']])
})

test('who became one with another and left is found by number when they are rehired', async () => {
  await using world = await createPeopleWorld({ at })
  const custom = { employee_number: '42' }
  const [one = '', other = ''] = await world.arrive(
    { directory: 0, name: '42', ...ada, custom },
    { directory: 1, name: 'ada', ...ada, mail: 'a@work.example' },
  )
  await world.change(other, { directory: 1, name: 'ada', ...ada, custom })
  await world.follow([other])
  const { '0/42': personId } = await world.personIds()
  assert.equal((await world.personIds())['1/ada'], personId)
  await world.remove(one, 0)
  await world.remove(other, 1)
  await world.follow([one, other])
  await world.arrive({ directory: 2, name: 'back', ...ada, custom })
  assert.equal((await world.personIds())['2/back'], personId)
})

test('users who were deleted while events were missed are nobody any more', async () => {
  await using world = await createPeopleWorld({ at })
  const [id = ''] = await world.arrive({ directory: 0, name: '42', ...ada }, { directory: 1, name: 'ada', ...ada })
  await world.remove(id, 0)
  await world.database.query({ text: 'delete from users where id = $1', values: [id] })
  await catchUp(world)
  await rebuildPeople(engineOf(world))
  assert.deepEqual(
    (await world.picture()).people.map(({ users }) => users),
    [['1/ada']],
  )
})

test('what an expression makes and the database cannot keep stops nobody', async () => {
  await using world = await createPeopleWorld({ at })
  const { database, organizationId } = world
  const person = { title: 'user.name.substring(0, 1)', department: 'user.username + "\\u0000"' }
  const documents = [{ kind: 'Directory', id: 'okta', directory: world.directoryIds[0], person }]
  await putDocuments(database, organizationId, { documents })
  await world.arrive({ directory: 0, name: '42', givenName: '😀da', familyName: 'Lovelace' })
  assert.equal((await world.picture()).people[0]?.attributes.department, '42')
})

test('an organization whose people cannot be made keeps no other waiting', async () => {
  await using created = await createTestDatabase({ now: at })
  const { database } = created
  await using broken = await createPeopleWorld({ at, database })
  await using world = await createPeopleWorld({ at, database })
  const tomorrow = { custom: { employment_start_date: '2026-11-23' } }
  for (const one of [broken, world]) await one.arrive({ directory: 0, name: '42', ...ada, ...tomorrow })
  for (const one of [broken, world]) await requestPeopleRebuild(database, one.organizationId, { reason: 'x', now: at })
  const fails = { ...engineOf(world), onPeopleChanged: onlyOf(world.organizationId) }
  world.advance(1)
  const [{ id = '' } = {}] = await database.query<{ id: string }>({
    text: 'select id from users where organization_id = $1',
    values: [broken.organizationId],
  })
  await broken.change(id, { directory: 0, name: '42', ...ada, title: 'Countess', ...tomorrow })
  await assert.rejects(rebuildPeople(fails), /broken/)
  await assert.rejects(flipDue(fails), /broken/)
  assert.deepEqual(await database.query({ text: 'select organization_id from people_rebuilds' }), [
    { organization_id: broken.organizationId },
  ])
  assert.equal((await world.picture()).people[0]?.status, 'active')
})

/** What follows cannot be done for any other organization. */
function onlyOf(organizationId: string): PeopleEngine['onPeopleChanged'] {
  return async (_, people) => {
    if (people.organizationId !== organizationId) throw new Error('broken')
    return []
  }
}

test('whoever somebody was linked to by hand stays that person when a rule finds another user of the same address', async () => {
  await using world = await createPeopleWorld()
  const [first = ''] = await world.arrive({ directory: 1, name: 'a', mail: 'ada@work.example' })
  const [linked = ''] = await world.arrive({ directory: 0, name: 'b', mail: 'ada@home.example' })
  const personId = (await world.personIds())['1/a'] ?? ''
  await world.follow([linked], new Map([[linked, { action: 'link', personId }]]))
  const [third = ''] = await world.arrive({ directory: 2, name: 'c', mail: 'ada@work.example' })
  assert.equal(await world.follow([first, linked, third]), 0)
  assert.deepEqual(await world.personIds(), { '1/a': personId, '0/b': personId, '2/c': personId })
})

test('whom somebody was said not to be counts also when it is said twice in one moment', async () => {
  await using world = await createPeopleWorld({ at })
  const [first = '', second = ''] = await world.arrive(
    { directory: 2, name: 'a', ...ada },
    { directory: 1, name: 'b', ...ada },
  )
  await world.follow([second], new Map([[second, { action: 'new' }]]))
  const [third = ''] = await world.arrive({ directory: 2, name: 'c', ...ada })
  const personId = (await world.personIds())['1/b'] ?? ''
  await world.follow([second], new Map([[second, { action: 'link', personId }]]))
  assert.equal(await world.follow([first, second, third]), 0)
})
