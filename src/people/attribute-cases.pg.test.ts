import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPeopleWorld, type PeopleWorld } from '../testing/people-world.ts'

const at = new Date('2026-11-22T12:00:00Z')
const ada = { givenName: 'Ada', familyName: 'Lovelace', mail: 'ada@work.example' }

/** Ada in two directories of equal say about titles, the first known for some days; gives how she is, and how to change a title. */
async function setUp(given: { readonly daysBetween: number }) {
  const world = await createPeopleWorld({ at })
  await world.declarePeers('title')
  const [first = ''] = await world.arrive({ directory: 0, name: 'a', ...ada, title: 'Engineer' })
  world.advance(given.daysBetween)
  const [second = ''] = await world.arrive({ directory: 1, name: 'b', ...ada, title: 'Lead' })
  const directoryOf = new Map([
    [first, { directory: 0, name: 'a' }],
    [second, { directory: 1, name: 'b' }],
  ])
  return {
    world,
    first,
    second,
    personId: (await world.personIds())['0/a'] ?? '',
    async say(id: string, title?: string) {
      const { directory, name } = directoryOf.get(id) ?? { directory: 2, name: 'c' }
      await world.change(id, { directory, name, ...ada, ...(title && { title }) })
      await world.follow([id])
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

async function titleOf(world: PeopleWorld): Promise<unknown[]> {
  const { people, differing } = await world.picture()
  const [person] = people
  return [person?.attributes.title, person?.sources.title, differing.map(({ claims }) => claims)]
}

async function typesOf(world: PeopleWorld, after: number): Promise<string[]> {
  return (await world.events()).slice(after).map(({ type }) => type)
}

test('peers who differ about a new person open a case, and the person has no value before somebody decides', async () => {
  await using company = await setUp({ daysBetween: 0 })
  const { world } = company
  assert.deepEqual(await titleOf(world), [undefined, undefined, [['0/a Engineer', '1/b Lead']]])
  assert.ok((await typesOf(world, 0)).includes('person.attribute_disputed'))
  assert.equal(await world.follow([company.first, company.second]), 0)
})

test('the value that stood for a day stays while peers differ, also when nobody says it any more', async () => {
  await using company = await setUp({ daysBetween: 2 })
  const { world, first, second, say } = company
  assert.deepEqual(await titleOf(world), ['Engineer', ['held 0/a'], [['0/a Engineer', '1/b Lead']]])
  await say(first, 'Architect')
  assert.deepEqual(await titleOf(world), ['Engineer', ['held 0/a'], [['0/a Architect', '1/b Lead']]])
  assert.equal(await world.follow([first, second]), 0)
})

test('what two who are known for long agreed upon a moment ago stands, too', async () => {
  await using company = await setUp({ daysBetween: 0 })
  const { world, first, second, say } = company
  await say(second, 'Engineer')
  world.advance(3)
  await say(first, 'Architect')
  await say(second, 'Architect')
  await say(second, 'Astronaut')
  assert.deepEqual(await titleOf(world), ['Architect', ['held 0/a'], [['0/a Architect', '1/b Astronaut']]])
})

test('a case ends by itself when the peers agree, or when only one of them says something', async () => {
  await using company = await setUp({ daysBetween: 2 })
  const { world, second, say } = company
  const before = (await world.events()).length
  await say(second, 'Engineer')
  assert.deepEqual(await titleOf(world), ['Engineer', ['peer 0/a'], []])
  assert.deepEqual(await typesOf(world, before), ['person.attribute_decided'])
  await say(second, 'Lead')
  assert.equal((await world.picture()).differing.length, 1)
  await say(second)
  assert.deepEqual(await titleOf(world), ['Engineer', ['peer 0/a'], []])
})

test('the word of whom somebody chose counts, whatever that user says later', async () => {
  await using company = await setUp({ daysBetween: 2 })
  const { world, personId, second, say } = company
  await world.choose(personId, 'title', second)
  assert.deepEqual(await titleOf(world), ['Lead', ['chosen 1/b'], []])
  await say(second, 'Head')
  assert.deepEqual(await titleOf(world), ['Head', ['chosen 1/b'], []])
  assert.equal(await world.follow([second]), 0)
})

test('somebody is asked anew when another says what was not known, and the chosen value stays meanwhile', async () => {
  await using company = await setUp({ daysBetween: 2 })
  const { world, personId, first, second, say } = company
  await world.choose(personId, 'title', second)
  await say(first, 'Architect')
  assert.deepEqual(await titleOf(world), ['Lead', ['chosen 1/b'], [['0/a Architect', '1/b Lead']]])
  await say(first, 'Engineer')
  assert.deepEqual(await titleOf(world), ['Lead', ['chosen 1/b'], []])
  await say(first, 'Architect')
  await world.choose(personId, 'title', first)
  assert.deepEqual(await titleOf(world), ['Architect', ['chosen 0/a'], []])
  const states = await world.database.query({ text: 'select state from attribute_cases order by id' })
  assert.deepEqual(states, [{ state: 'obsolete' }, { state: 'obsolete' }, { state: 'decided' }])
})

test('a third directory that says something else asks anew, one that says the same does not', async () => {
  await using company = await setUp({ daysBetween: 2 })
  const { world, personId, second, say } = company
  await world.choose(personId, 'title', second)
  const [third = ''] = await world.arrive({ directory: 2, name: 'c', ...ada, title: 'Lead' })
  assert.deepEqual((await titleOf(world))[2], [])
  await say(third, 'Boss')
  assert.deepEqual(await titleOf(world), ['Lead', ['chosen 1/b'], [['0/a Engineer', '1/b Lead', '2/c Boss']]])
})

test('a decision that is taken back opens the case again where peers differ, and ends it where they agree', async () => {
  await using company = await setUp({ daysBetween: 2 })
  const { world, personId, first, second, say } = company
  await world.choose(personId, 'title', second)
  await world.choose(personId, 'title', null)
  assert.deepEqual(await titleOf(world), ['Lead', ['held 1/b'], [['0/a Engineer', '1/b Lead']]])
  await world.choose(personId, 'title', second)
  await say(first, 'Lead')
  await world.choose(personId, 'title', null)
  assert.deepEqual(await titleOf(world), ['Lead', ['peer 0/a'], []])
})

test('a decision ends with the user whose word it is, and with the rule that asks for one', async () => {
  await using company = await setUp({ daysBetween: 2 })
  const { world, personId, first, second } = company
  await world.choose(personId, 'title', second)
  await world.follow([second], new Map([[second, { action: 'new' }]]))
  const states = () => world.database.query({ text: 'select state from attribute_cases order by id' })
  assert.deepEqual(await states(), [{ state: 'obsolete' }])
  const title = (await world.picture()).people.find(({ users }) => users.includes('0/a'))?.attributes.title
  assert.equal(title, 'Engineer')
  await world.follow([second], new Map([[second, { action: 'link', personId }]]))
  assert.deepEqual(await states(), [{ state: 'obsolete' }, { state: 'open' }])
  await world.declarePeers('department')
  await world.follow([first])
  assert.deepEqual(await states(), [{ state: 'obsolete' }, { state: 'obsolete' }])
})
