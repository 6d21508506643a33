import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  createExtendedUser,
  namesBy,
  patchUser,
  startWithExtension,
  extensionUrn as urn,
} from '../testing/schema-extensions.ts'

test('an immutable part of an element stays while the element does', async () => {
  await using client = await startWithExtension()
  const { id } = (await createExtendedUser(client, 'ada@acme.test', { cards: [{ type: 'door', issuer: 'x' }] })).body
  const part = `${urn}:cards[type eq "door"].issuer`
  assert.equal((await patchUser(client, id, { op: 'replace', path: part, value: 'y' })).body.scimType, 'mutability')
  assert.equal((await patchUser(client, id, { op: 'remove', path: part })).body.scimType, 'mutability')
  assert.equal((await patchUser(client, id, { op: 'remove', path: `${urn}:cards[type eq "door"]` })).status, 200)
})

test('PATCH reaches every value of an extension by its path', async () => {
  await using client = await startWithExtension()
  const { id } = (
    await createExtendedUser(client, 'ada@acme.test', { cards: [{ type: 'door', number: 1, doors: ['a'] }] })
  ).body
  const at = (path: string) => `${urn.toUpperCase()}:${path}`
  const steps: [object, (values: Record<string, unknown>) => unknown, unknown][] = [
    [{ op: 'add', path: at('BADGE'), value: '7' }, ({ badge }) => badge, '7'],
    [{ op: 'add', path: at('tags'), value: ['x', 'y'] }, ({ tags }) => tags, ['x', 'y']],
    [{ op: 'add', path: at('tags'), value: ['y', 'z'] }, ({ tags }) => tags, ['x', 'y', 'z']],
    [{ op: 'remove', path: at('tags'), value: ['y'] }, ({ tags }) => tags, ['x', 'z']],
    [
      { op: 'add', path: at('desk'), value: { room: 'R1', seats: ['1'] } },
      ({ desk }) => desk,
      { room: 'R1', seats: ['1'] },
    ],
    [{ op: 'add', path: at('desk.seats'), value: ['2'] }, ({ desk }) => desk, { room: 'R1', seats: ['1', '2'] }],
    [
      { op: 'add', path: at('desk'), value: { seats: ['3'] } },
      ({ desk }) => desk,
      { room: 'R1', seats: ['1', '2', '3'] },
    ],
    [{ op: 'remove', path: at('desk.seats'), value: ['2'] }, ({ desk }) => desk, { room: 'R1', seats: ['1', '3'] }],
    [
      { op: 'replace', path: at('cards[type eq "door"].number'), value: 2 },
      ({ cards }) => cards,
      [{ type: 'door', number: 2, doors: ['a'] }],
    ],
    [
      { op: 'add', path: at('cards[type eq "door"].doors'), value: ['b'] },
      ({ cards }) => cards,
      [{ type: 'door', number: 2, doors: ['a', 'b'] }],
    ],
    [
      { op: 'remove', path: at('cards[type eq "door" and number gt 1].doors'), value: ['a'] },
      ({ cards }) => cards,
      [{ type: 'door', number: 2, doors: ['b'] }],
    ],
    [
      { op: 'add', path: at('cards[doors eq "b"].primary'), value: true },
      ({ cards }) => cards,
      [{ type: 'door', number: 2, doors: ['b'], primary: true }],
    ],
    [
      { op: 'add', value: { [urn]: { cards: [{ type: 'gate', number: 3, primary: true }] } } },
      ({ cards }) => cards,
      [
        { type: 'door', number: 2, doors: ['b'], primary: false },
        { type: 'gate', number: 3, primary: true },
      ],
    ],
    [
      { op: 'remove', path: at('cards[number eq 2]') },
      ({ cards }) => cards,
      [{ type: 'gate', number: 3, primary: true }],
    ],
    [{ op: 'replace', value: { [`${urn}:badge`]: '8' } }, ({ badge }) => badge, '8'],
    [{ op: 'remove', path: at('cards') }, ({ cards }) => cards, undefined],
  ]
  for (const [step, shown, expected] of steps) {
    const { status, body } = await patchUser(client, id, step)
    assert.equal(status, 200, `${JSON.stringify(step)}: ${JSON.stringify(body)}`)
    assert.deepEqual(shown(body[urn]), expected, JSON.stringify(step))
  }
  assert.equal((await patchUser(client, id, { op: 'add', path: at('cards[x eq 1]'), value: {} })).status, 400)
})

test('a filter finds users by the values of an extension', async () => {
  await using client = await startWithExtension()
  await createExtendedUser(client, 'ada', {
    badge: 'A7',
    level: 3,
    hired: '2026-05-01T00:00:00Z',
    tags: ['x', 'Y'],
    desk: { room: 'R1', seats: ['1', '2'] },
    cards: [
      { type: 'door', number: 5, doors: ['north', 'south'] },
      { type: 'gate', number: 9 },
    ],
  })
  await createExtendedUser(client, 'bob', {
    badge: 'a7',
    level: 12,
    cards: [{ type: 'gate', number: 5, doors: ['west'] }],
  })
  await createExtendedUser(client, 'cyd')
  const cases: [string, string[]][] = [
    [`${urn}:badge eq "A7"`, ['ada']],
    [`${urn.toUpperCase()}:BADGE sw "a"`, ['bob']],
    [`${urn}:level gt 3`, ['bob']],
    [`${urn}:level pr`, ['ada', 'bob']],
    [`${urn}:hired lt "2027-01-01T00:00:00+02:00"`, ['ada']],
    [`${urn}:tags eq "y"`, ['ada']],
    [`${urn}:tags ne "y"`, ['bob', 'cyd']],
    [`${urn}:desk.room eq "r1"`, ['ada']],
    [`${urn}:desk.seats eq "2"`, ['ada']],
    [`${urn}:desk[seats eq "2"]`, ['ada']],
    [`not (${urn}:desk.seats eq "2")`, ['bob', 'cyd']],
    [`${urn}:cards.number eq 5`, ['ada', 'bob']],
    [`${urn}:cards[type eq "gate" and number eq 5]`, ['bob']],
    [`${urn}:cards[type eq "gate"].number eq 9`, ['ada']],
    [`${urn}:cards.doors eq "SOUTH"`, ['ada']],
    [`${urn}:cards.doors ne "south"`, ['bob', 'cyd']],
    [`${urn}:cards.doors pr`, ['ada', 'bob']],
    [`${urn}:cards.doors eq null`, ['cyd']],
    [`${urn}:cards[doors co "nor"]`, ['ada']],
    [`userName eq "bob" and ${urn}:cards pr`, ['bob']],
  ]
  for (const [filter, expected] of cases) assert.deepEqual(await namesBy(client, filter), expected, filter)
  const unknown = await client.send('GET', `/Users?filter=${encodeURIComponent(`${urn}:nothing eq "x"`)}`)
  assert.equal(unknown.body.scimType, 'invalidFilter')
})

test('lists are sorted by the values of an extension', async () => {
  await using client = await startWithExtension()
  await createExtendedUser(client, 'ada', { level: 12, cards: [{ number: 1 }, { number: 9, primary: true }] })
  await createExtendedUser(client, 'bob', { level: 3, cards: [{ number: 5 }] })
  await createExtendedUser(client, 'cyd')
  const sorted = (by: string, more = '') => namesBy(client, 'userName pr', `&sortBy=${urn}:${by}${more}`)
  assert.deepEqual(await sorted('level'), ['bob', 'ada', 'cyd'])
  assert.deepEqual(await sorted('cards.number'), ['bob', 'ada', 'cyd'])
  assert.deepEqual(await sorted('level', '&sortOrder=descending'), ['cyd', 'ada', 'bob'])
  assert.equal((await client.send('GET', `/Users?sortBy=${urn}:cards.doors`)).body.scimType, 'invalidValue')
})

test('an answer has the attributes of an extension that were asked for, and those that must be there', async () => {
  const shown = [
    { name: 'badge' },
    { name: 'level', type: 'integer' },
    { name: 'kept', returned: 'always' },
    { name: 'asked', returned: 'request' },
    { name: 'secret', returned: 'never' },
    { name: 'desk', type: 'complex', subAttributes: [{ name: 'room', returned: 'always' }, { name: 'floor' }] },
  ]
  await using client = await startWithExtension('generic scim v2.0', { attributes: shown })
  const desk = { room: 'R1', floor: '2' }
  const values = { badge: '7', level: 1, kept: 'k', asked: 'a', secret: 's', desk }
  const made = await createExtendedUser(client, 'ada', values)
  const get = async (query: string) => (await client.send('GET', `/Users/${made.body.id}${query}`)).body[urn]
  const always = { kept: 'k', desk: { room: 'R1' } }
  assert.deepEqual(made.body[urn], { badge: '7', level: 1, kept: 'k', asked: 'a', desk })
  const level = await patchUser(client, made.body.id, { op: 'replace', path: `${urn}:level`, value: 1 })
  assert.equal('asked' in level.body[urn], false)
  const asked = await patchUser(client, made.body.id, { op: 'replace', path: `${urn}:asked`, value: 'a' })
  assert.equal(asked.body[urn].asked, 'a')
  assert.deepEqual(await get(''), { badge: '7', level: 1, kept: 'k', desk })
  assert.deepEqual(await get(`?attributes=${urn}:badge`), { ...always, badge: '7' })
  assert.deepEqual(await get(`?attributes=${urn}:asked,userName`), { ...always, asked: 'a' })
  assert.deepEqual(await get('?attributes=userName'), always)
  assert.deepEqual(await get(`?attributes=${urn}:secret`), always)
  assert.deepEqual(await get(`?attributes=${urn}`), { badge: '7', level: 1, kept: 'k', desk })
  assert.deepEqual(await get(`?excludedAttributes=${urn}:level,${urn}:kept`), { badge: '7', kept: 'k', desk })
  assert.deepEqual(await get(`?excludedAttributes=${urn}`), always)
})
