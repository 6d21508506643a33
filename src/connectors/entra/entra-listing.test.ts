import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  everybody,
  idOf,
  person,
  readAll,
  readChanges,
  refusedAs,
  startEntra,
  team,
  upn,
} from '../../testing/entra-source.ts'
import { applyPage, emptyPicture, plainPicture, readListing } from '../../testing/source-picture.ts'

const { signal } = new AbortController()
const day = 86_400_000

test('a first listing goes through empty pages and puts the parts of a large group together', async (t) => {
  const { source, sandbox } = await startEntra(t, { people: everybody, groups: [team, { displayName: 'Empty' }] })
  const all = await readAll(source)
  assert.equal(all.picture.users.size, 5)
  assert.deepEqual([...all.picture.groups.values()], ['Team', 'Empty'])
  const [members] = all.picture.members.values()
  assert.equal(members?.size, 5)
  const parts = all.pages.filter(({ members: told = [] }) => told.length > 0)
  assert.ok(parts.length >= 3, 'the group came in parts')
  assert.ok(
    all.pages.some(({ users }) => users?.length === 0),
    'there was an empty page',
  )
  assert.match(sandbox.graph.asked[0] ?? '', /^GET \/v1.0\/users\/delta\?\$select=id,accountEnabled,.*,manager$/)
  assert.equal(sandbox.graph.lastHeaders['x-ms-throttle-priority'], 'low')
})

test('a listing that is broken off goes on after any of its pages', async (t) => {
  const { source, company } = await startEntra(t, { people: everybody, groups: [team] })
  const first = await readAll(source)
  const eve = idOf(first, 'eve')
  company.softDelete(eve)
  const gone = await readChanges(source, first.cursor)
  company.restore(eve)
  company.update(idOf(first, 'ada'), { jobTitle: 'Smith' })
  const begin = (from: string | null) => source.incremental?.(gone.cursor, from, signal)
  const changes = await readListing(begin(null))
  assert.ok(changes.pages.some(({ memberChanges = [] }) => memberChanges.length > 0))

  for (const { whole, goOn } of [
    { whole: first, goOn: (from: string) => source.full(from, signal) },
    { whole: changes, goOn: begin },
  ]) {
    for (const [count, { resume }] of whole.pages.entries()) {
      const picture = emptyPicture()
      for (const page of whole.pages.slice(0, count + 1)) applyPage(picture, page)
      await readListing(goOn(resume), picture)
      assert.deepEqual(picture.members, whole.picture.members)
      assert.deepEqual([...picture.users.keys()].sort(), [...whole.picture.users.keys()].sort())
    }
  }
})

test('a feed without anybody is no listing when the check has counted users', async (t) => {
  const { source, sandbox } = await startEntra(t, { people: everybody })
  await source.check(signal)
  assert.equal((await readAll(source)).pages[0]?.expected, 5)
  sandbox.graph.setFault('no_users')
  const listing = source.full(null, signal)
  let last: string | null = null
  const readOn = async () => {
    for await (const { resume } of listing) last = resume
  }
  await assert.rejects(readOn(), refusedAs('listing_incomplete', /counts 5 users/))
  await assert.rejects(source.full(last, signal).next(), refusedAs('listing_incomplete'))
})

test('what was never set, what was taken away and what is empty give the same record', async (t) => {
  const { source, company } = await startEntra(t, { people: [person('ada'), person('ben', { jobTitle: 'Smith' })] })
  const before = await readAll(source)
  const [ada, ben] = [idOf(before, 'ada'), idOf(before, 'ben')]
  company.update(ben, {
    jobTitle: null,
    businessPhones: [],
    onPremisesExtensionAttributes: { extensionAttribute1: null },
  })
  const { picture } = await readChanges(source, before.cursor)
  assert.deepEqual(
    Object.keys(picture.users.get(ben)?.attributes ?? {}),
    Object.keys(before.picture.users.get(ada)?.attributes ?? {}),
  )
})

test('a manager stays when something else of the report changes, and a new one takes the place of the former', async (t) => {
  const people = [person('ada'), person('ben'), person('cleo', { manager: upn('ada') })]
  const { source, company } = await startEntra(t, { people })
  const first = await readAll(source)
  const [ada, ben, cleo] = [idOf(first, 'ada'), idOf(first, 'ben'), idOf(first, 'cleo')]
  assert.equal(first.picture.users.get(cleo)?.manager, ada)
  assert.equal(first.picture.users.get(ada)?.manager, null)

  company.update(cleo, { jobTitle: 'Smith' })
  const second = await readChanges(source, first.cursor)
  assert.deepEqual(
    [...second.picture.users.values()].map(({ manager, attributes }) => [manager, attributes.jobTitle]),
    [[ada, 'Smith']],
  )
  company.setManager(cleo, ben)
  const third = await readChanges(source, second.cursor)
  assert.equal(third.picture.users.get(cleo)?.manager, ben)
  company.setManager(cleo, null)
  const fourth = await readChanges(source, third.cursor)
  assert.equal(fourth.picture.users.get(cleo)?.manager, null)
})

test('somebody who is deleted is removed, whether for a time or for good, and nothing is told of the memberships', async (t) => {
  const { source, company } = await startEntra(t, { people: everybody, groups: [team] })
  const first = await readAll(source)
  const [ada, ben] = [idOf(first, 'ada'), idOf(first, 'ben')]
  company.softDelete(ada)
  company.hardDelete(ben)
  const { pages } = await readChanges(source, first.cursor)
  assert.deepEqual(
    pages.flatMap(({ removed = [] }) => removed),
    [
      { kind: 'user', id: ada },
      { kind: 'user', id: ben },
    ],
  )
  assert.deepEqual(
    pages.flatMap(({ memberChanges = [] }) => memberChanges),
    [],
  )
})

test('somebody who is restored comes back with the memberships, and so does a group with its members', async (t) => {
  const { source, company } = await startEntra(t, {
    people: everybody,
    groups: [team, { displayName: 'Twos', members: [upn('ada')] }],
  })
  const first = await readAll(source)
  const [group = ''] = first.picture.groups.keys()
  const ada = idOf(first, 'ada')
  company.softDelete(ada)
  company.softDelete(group)
  const gone = await readChanges(source, first.cursor, first.picture)
  assert.deepEqual([gone.picture.users.size, gone.picture.groups.size], [4, 1])
  company.restore(ada)
  company.restore(group)
  const back = await readChanges(source, gone.cursor, gone.picture)
  assert.equal(back.picture.members.get(group)?.size, 5)
  assert.deepEqual(plainPicture(back.picture), plainPicture((await readAll(source)).picture))
})

test('devices in groups are left out', async (t) => {
  const { source, company } = await startEntra(t, { people: everybody, groups: [team] })
  const first = await readAll(source)
  const [group = ''] = first.picture.groups.keys()
  company.addMember(group, company.addDevice('Printer'))
  const { pages } = await readChanges(source, first.cursor)
  assert.deepEqual(
    pages.flatMap(({ memberChanges = [] }) => memberChanges.flatMap(({ added }) => added)),
    [],
  )
  assert.equal((await readAll(source)).picture.members.get(group)?.size, 5)
})

test('guests are left out unless they are wanted, and a member who becomes a guest is removed', async (t) => {
  const guest = person('gus', { userPrincipalName: 'gus_other.com#EXT#@example.com', userType: 'Guest' })
  const invited = {
    ...guest,
    userPrincipalName: 'ina#EXT#@example.com',
    displayName: 'ina',
    externalUserState: 'PendingAcceptance',
  }
  const { source, company, open } = await startEntra(t, { people: [person('ada'), person('ben'), guest, invited] })
  const first = await readAll(source)
  assert.equal(first.picture.users.size, 2)
  company.update(idOf(first, 'ben'), { userType: 'Guest' })
  const { picture } = await readChanges(source, first.cursor, first.picture)
  assert.deepEqual(
    [...picture.users.values()].map(({ attributes }) => attributes.displayName),
    ['ada'],
  )

  const withGuests = open({ include_guests: true })
  const all = await readAll(withGuests)
  await withGuests.close()
  assert.equal(all.picture.users.size, 4)
  assert.deepEqual(all.picture.users.get(idOf(all, 'ina'))?.status, 'staged')
})

test('a disabled account is suspended, and staged before the day of hire', async (t) => {
  const { source, time } = await startEntra(t, {
    people: [
      person('ada'),
      person('ben', { accountEnabled: false, employeeHireDate: '2020-01-01T00:00:00Z' }),
      person('cleo', { accountEnabled: false, employeeHireDate: '2100-01-01T00:00:00Z' }),
    ],
  })
  assert.ok(time.platform.clock.now().getFullYear() < 2100)
  const { picture } = await readAll(source)
  assert.deepEqual(
    [...picture.users.values()].map(({ status, statusDetail }) => [status, statusDetail]),
    [
      ['active', 'enabled'],
      ['suspended', 'disabled'],
      ['staged', 'disabled until employeeHireDate'],
    ],
  )
})

for (const expiredAs of ['gone', 'sync_state_not_found'] as const) {
  test(`a cursor is expired after seven days, and its text is in no error (${expiredAs})`, async (t) => {
    const { source, time } = await startEntra(t, { people: everybody, knobs: { expiredAs } })
    const { cursor } = await readAll(source)
    time.pass(6 * day)
    const next = await readChanges(source, cursor)
    time.pass(8 * day)
    await assert.rejects(readChanges(source, next.cursor), refusedAs('cursor_expired', /^(?!.*deltatoken=)/))
  })
}

test('a link that Graph refuses in words of its own is expired, too', async (t) => {
  const { source, sandbox } = await startEntra(t, { people: everybody })
  const { cursor } = await readAll(source)
  sandbox.knobs.generation += 1
  sandbox.knobs.expiredAs = 'in_words'
  await assert.rejects(readChanges(source, cursor), refusedAs('cursor_expired'))
})

test('a cursor that was made with other attributes is expired', async (t) => {
  const { source, open } = await startEntra(t, { people: [person('ada', { extension_1234_costCode: '42' })] })
  const { cursor } = await readAll(source)
  const other = open({ extra_attributes: ['extension_1234_costCode'] })
  await assert.rejects(readChanges(other, cursor), refusedAs('cursor_expired'))
  const { picture } = await readAll(other)
  await other.close()
  assert.equal([...picture.users.values()][0]?.attributes.extension_1234_costCode, '42')
})

test('a change that takes time to get around is told by a later round', async (t) => {
  const { source, company, time } = await startEntra(t, {
    people: everybody,
    groups: [team],
    knobs: { replicationDelayMs: 60_000 },
  })
  time.pass(120_000)
  const first = await readAll(source)
  company.update(idOf(first, 'ada'), { jobTitle: 'Smith' })
  const second = await readChanges(source, first.cursor)
  assert.equal(second.picture.users.size, 0)
  time.pass(120_000)
  const third = await readChanges(source, second.cursor)
  assert.equal(third.picture.users.size, 1)
})

test('whatever is done to a company, what was read at first and each round of changes give what is read anew', async (t) => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const knobs = { isRepeating: seed % 2 === 0, emptyPages: seed % 3 === 0 ? 'many' : 'one' } as const
    const { source, company } = await startEntra(t, {
      people: everybody,
      groups: [team, { displayName: 'Other', members: ['Team'] }],
      knobs,
    })
    const first = await readAll(source)
    const { picture } = first
    let { cursor } = first
    let number = seed
    const pick = (most: number) => {
      number = (number * 48_271) % 2_147_483_647
      return number % most
    }
    const some = (kind: string, isGone: boolean) => {
      const found = [...company.objects.values()].filter(
        (one) => one.kind === kind && (isGone ? one.gone === 'changed' : !one.gone),
      )
      return found[pick(Math.max(1, found.length))]?.id
    }
    for (let round = 0; round < 6; round += 1) {
      for (let edit = 0; edit < 6; edit += 1) {
        const [user, boss, group, gone] = [
          some('user', false),
          some('user', false),
          some('group', false),
          some('user', true),
        ]
        const edits = [
          () => company.addUser(person(`p${seed}x${round}x${edit}`)),
          () => user && company.update(user, { jobTitle: `${edit}` }),
          () => user && boss && company.setManager(user, boss),
          () => user && group && company.addMember(group, user),
          () => user && group && company.removeMember(group, user),
          () => user && company.softDelete(user),
          () => gone && company.restore(gone),
          () => gone && company.hardDelete(gone),
          () => company.addGroup({ displayName: `g${round}x${edit}`, members: [upn('ada')] }),
          () => group && company.hardDelete(group),
        ]
        edits[pick(edits.length)]?.()
      }
      cursor = (await readChanges(source, cursor, picture)).cursor
    }
    assert.deepEqual(plainPicture(picture), plainPicture((await readAll(source)).picture), `seed ${seed}`)
  }
})
