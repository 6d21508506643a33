import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi } from '../../testing/api-app.ts'
import { putDocuments } from '../../testing/overlay-documents.ts'
import { createPeopleWorld } from '../../testing/people-world.ts'

/** Who reports to whom, by employee numbers that are the places in this list; `-` for nobody. */
const company = [
  ['1', 'Ada', '-'],
  ['2', 'Ben', '1'],
  ['3', 'Cleo', '1'],
  ['4', 'Dora', '2'],
  ['5', 'Emil', '4'],
  ['6', 'Fay', '-'],
  ['7', 'Gus', '8'],
  ['8', 'Hal', '7'],
  ['9', 'Ida', '8'],
] as const

async function setUp() {
  const api = await createTestApi()
  const { database, onPeopleChanged } = api.context
  const world = await createPeopleWorld({ database, onPeopleChanged, directories: 1 })
  await world.arrive(
    ...company.map(([number, givenName, manager]) => ({
      ...{
        directory: 0,
        name: givenName,
        givenName,
        familyName: 'Day',
        mail: `${givenName.toLowerCase()}@acme.example`,
      },
      custom: { employee_number: number, ...(manager !== '-' && { manager_id: manager }) },
    })),
  )
  const ids = await world.personIds()
  const person = (name: string) => ids[`0/${name}`] ?? ''
  const root = `/organizations/${world.organizationId}/org_chart`
  return {
    ...{ api, person, organizationId: world.organizationId },
    async chart(query = '') {
      const { status, body } = await api.call('GET', `${root}${query}`)
      assert.equal(status, 200, JSON.stringify(body))
      return body
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}

type Card = { readonly display_name: string; readonly reports: number; readonly below: number }
const short = (cards: readonly Card[]) =>
  cards.map(({ display_name: name, reports, below }) => `${name.split(' ')[0]} ${reports}/${below}`)

test('a chart begins with those who have reports and no manager, and with one of every circle', async () => {
  await using world = await setUp()
  const { chart, person } = world
  const top = await chart('?depth=2')
  assert.deepEqual(top.roots[0], person('Ada'))
  assert.deepEqual(short(top.cards).slice(0, 2), ['Ada 2/4', top.roots[1] === person('Gus') ? 'Gus 1/2' : 'Hal 2/2'])
  assert.deepEqual(
    short(top.cards).filter((one) => one.startsWith('Emil')),
    [],
  )
  assert.ok(short(top.cards).includes('Dora 1/1'))
  assert.equal(top.loops.length, 1)
  assert.deepEqual(top.loops[0].map(({ display_name: name }: Card) => name).toSorted(), ['Gus Day', 'Hal Day'])
})

test('around a person it has the managers above, so many levels below, and dotted lines of today', async () => {
  await using world = await setUp()
  const { chart, person, api, organizationId } = world
  const line = { kind: 'DottedLine', person: 'emp:3', manager: 'emp:4', reason: 'The launch' }
  await putDocuments(api.database, organizationId, {
    documents: [
      { ...line, id: 'launch', until: '2099-01-01' },
      { ...line, id: 'over', until: '2001-01-01' },
      { ...line, id: 'nobody', manager: 'emp:99' },
    ],
  })
  const around = await chart(`?person=${person('Dora')}&depth=1`)
  assert.deepEqual(short(around.above), ['Ben 1/2', 'Ada 2/4'])
  assert.deepEqual(short(around.cards), ['Dora 1/1', 'Emil 0/0'])
  assert.deepEqual(
    around.dotted_lines.map(({ id, person: from, reason }: { id: string; person: Card; reason: string }) => [
      id,
      from.display_name,
      reason,
    ]),
    [['launch', 'Cleo Day', 'The launch']],
  )
  const looped = await chart(`?person=${person('Ida')}`)
  assert.deepEqual(short(looped.above).length, 2)
  assert.equal(looped.loops.length, 1)
})

test('who has no manager and no reports has no place in it, and is listed beside it', async () => {
  await using world = await setUp()
  const { chart } = world
  assert.deepEqual(short((await chart('/unplaced')).data), ['Fay 0/0'])
  assert.deepEqual(await chart('/unplaced/count'), { object: 'search_count', count: 1, is_exact: true })
})
