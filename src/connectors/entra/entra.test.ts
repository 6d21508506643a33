import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { compileMapping } from '../../sync/mapping/compile-mapping.ts'
import {
  everybody,
  person,
  readAll,
  readChanges,
  refusedAs,
  startEntra,
  startWakeUpReceiver,
  team,
  upn,
} from '../../testing/entra-source.ts'
import { makeCertificate } from '../../testing/test-certificate.ts'
import { entraConnector } from './entra.ts'

const { signal } = new AbortController()
const day = 86_400_000

test('answers of a batch that were refused are asked for alone', async (t) => {
  const { source, sandbox, company, time } = await startEntra(t, { people: everybody })
  const first = await readAll(source)
  for (const id of first.picture.users.keys()) company.update(id, { jobTitle: 'Smith' })
  sandbox.graph.setFault('rate_limit')
  const { picture } = await readChanges(source, first.cursor)
  assert.equal(picture.users.size, 5)
  assert.ok(time.waited() >= 7_000, 'it waited as long as Retry-After says')
})

test('it slows down before Graph refuses', async (t) => {
  const { source, sandbox, time } = await startEntra(t, { people: everybody })
  await readAll(source)
  const before = time.waited()
  sandbox.graph.throttle = 1
  await readAll(source)
  assert.ok(time.waited() - before >= 9_000, `waited ${time.waited() - before} ms`)
})

for (const hours of [-5, 5]) {
  test(`it slows down as long as Graph means when the clocks are ${hours} hours apart`, async (t) => {
    const { sandbox, open, time } = await startEntra(t, { people: everybody })
    sandbox.graph.throttle = 1
    sandbox.graph.clockSkewMs = hours * 3_600_000
    const source = open()
    const before = time.waited()
    await readAll(source)
    await source.close()
    const waited = time.waited() - before
    assert.ok(waited >= 9_000 && waited < 120_000, `waited ${waited} ms`)
  })
}

test('the check names what is missing, what is too much, and what it sees', async (t) => {
  const { sandbox, open } = await startEntra(t, { people: everybody, groups: [team] })
  const check = async () => {
    const source = open()
    const report = await source.check(signal)
    await source.close()
    return report
  }
  const good = await check()
  assert.deepEqual([good.users.count, good.groups.count, good.missing], [5, 1, []])
  assert.equal(good.users.sample?.attributes.displayName, 'ada')
  assert.ok(good.findings.every(({ level }) => level === 'ok'))

  sandbox.application.roles = ['User.ReadWrite.All']
  const bad = await check()
  assert.deepEqual(bad.missing, ['GroupMember.Read.All'])
  assert.equal(bad.groups.count, null)
  const levels = Object.fromEntries(bad.findings.map(({ code, level }) => [code, level]))
  assert.deepEqual([levels.read_users, levels.read_groups, levels.least_privilege], ['ok', 'error', 'warning'])
})

test('a permission that is taken away stops a listing and is named', async (t) => {
  const { source, sandbox } = await startEntra(t, { people: everybody })
  sandbox.graph.setFault('revoked_scope')
  await assert.rejects(readAll(source), refusedAs('permission_missing', /User\.Read\.All/))
})

test('an application shows its certificate, and another one is refused', async (t) => {
  using own = makeCertificate('muster', 'rsa')
  using other = makeCertificate('muster', 'rsa')
  const { sandbox, open } = await startEntra(t, { people: everybody })
  sandbox.application.certificate = own.certificate
  const opened = ({ keyFile, certificate }: typeof own) =>
    open({ private_key: readFileSync(keyFile, 'utf8'), certificate, client_secret: undefined })
  const good = opened(own)
  assert.equal((await readAll(good)).picture.users.size, 5)
  await good.close()
  const bad = opened(other)
  await assert.rejects(readAll(bad), refusedAs('credentials_refused'))
  await bad.close()
})

test('without a credential it says what to enter', async (t) => {
  const { open } = await startEntra(t)
  assert.throws(() => open({ client_secret: undefined }), refusedAs('settings_invalid', /client secret/))
})

test('the usual mapping gives WorkOS’s normalised user, and says nothing of what is not there', async (t) => {
  const ada = person('ada', {
    givenName: 'Ada',
    surname: 'Lovelace',
    department: 'R&D',
    companyName: 'Example',
    employeeOrgData: { costCenter: '42', division: null },
    employeeHireDate: '2020-02-29T00:00:00Z',
    city: 'London',
    country: 'United Kingdom',
  })
  const { source } = await startEntra(t, { people: [ada, person('ben')] })
  const { picture } = await readAll(source)
  const mapping = compileMapping({ connector: entraConnector.mapping, own: [], customAttributes: [] })
  const [first, second] = [...picture.users.values()].map((user) => mapping.apply(user))
  assert.deepEqual([first?.problems, second?.problems], [[], []])
  const emails = [{ primary: true, type: 'work', value: 'ada@example.com' }]
  assert.deepEqual(first?.content?.attributes, {
    first_name: 'Ada',
    last_name: 'Lovelace',
    name: 'ada',
    email: 'ada@example.com',
    emails,
    job_title: null,
    username: 'ada@example.com',
    custom_attributes: {
      addresses: [{ type: 'work', locality: 'London', country: 'United Kingdom', primary: true }],
      cost_center_name: '42',
      department_name: 'R&D',
      display_name: 'ada',
      emails,
      employment_start_date: '2020-02-29',
      organization: 'Example',
      username: 'ada@example.com',
    },
  })
  assert.deepEqual(Object.keys(second?.content?.attributes.custom_attributes ?? {}), [
    'display_name',
    'emails',
    'username',
  ])
})

test('the login of a guest is no address, and a time that was never set is none', async (t) => {
  const guest = person('gus', { userPrincipalName: 'gus_other.com#EXT#@example.com', userType: 'Guest' })
  const people = [
    guest,
    { ...guest, mail: 'gus@other.com' },
    person('ada', { employeeHireDate: '0001-01-01T00:00:00Z' }),
  ]
  const { source } = await startEntra(t, { people, settings: { include_guests: true } })
  const { picture } = await readAll(source)
  const mapping = compileMapping({ connector: entraConnector.mapping, own: [], customAttributes: [] })
  const applied = [...picture.users.values()].map((user) => mapping.apply(user))
  assert.deepEqual(
    applied.map(({ content, problems }) => [content?.attributes.email, content?.attributes.emails?.length, problems]),
    [
      [null, 0, []],
      ['gus@other.com', 1, []],
      ['ada@example.com', 1, []],
    ],
  )
})

test('people are found by the beginning of a name, login or address', async (t) => {
  const { source } = await startEntra(t, { people: [...everybody, person("o'hara", { manager: upn('ada') })] })
  const found = async (text: string) =>
    (await source.findUsers(text, 3, signal)).map(({ attributes }) => attributes.displayName)
  assert.deepEqual(await found('DA'), ['dan'])
  assert.deepEqual(await found("O'H"), ["o'hara"])
  assert.equal((await found('')).length, 3)
})

test('the members of a group are found through groups within it, also in a circle', async (t) => {
  const { source, company } = await startEntra(t, {
    people: everybody,
    groups: [
      { displayName: 'Inner', members: [upn('ada')] },
      { displayName: 'Outer', members: ['Inner', upn('ben')] },
    ],
  })
  const { picture } = await readAll(source)
  const [inner = '', outer = ''] = picture.groups.keys()
  company.addMember(inner, outer)
  const members = await Array.fromAsync(source.membersOf?.(outer, signal) ?? [])
  const names = members.flat().map((id) => picture.users.get(id)?.attributes.displayName)
  assert.deepEqual(names.sort(), ['ada', 'ben'])
})

test('Graph tells of changes at an address that proves itself, and is renewed, or asked anew when it has forgotten', async (t) => {
  const { source, company, sandbox, time } = await startEntra(t, { people: everybody, groups: [team] })
  const { wakes, url } = await startWakeUpReceiver(t, 'shared-secret')
  const wanted = { url, secret: 'shared-secret' }
  const first = await source.subscribe?.(wanted, null, signal)
  assert.ok(first)
  assert.equal(sandbox.subscriptions.all.length, 2)
  assert.ok(Math.abs(first.renewAt.getTime() - time.platform.clock.now().getTime() - 7 * day) < 60_000)

  company.update([...company.objects.keys()][0] ?? '', { jobTitle: 'Smith' })
  sandbox.subscriptions.requireReauthorization()
  await sandbox.subscriptions.settled()
  assert.deepEqual(wakes.toSorted(), [false, false, true])

  time.pass(7 * day)
  const renewed = await source.subscribe?.(wanted, first.state, signal)
  assert.deepEqual(renewed?.state, first.state)
  sandbox.subscriptions.lose(sandbox.subscriptions.all[0]?.id ?? '')
  const anew = await source.subscribe?.(wanted, first.state, signal)
  assert.notDeepEqual(anew?.state, first.state)
  assert.equal(sandbox.subscriptions.all.length, 2)
  await source.unsubscribe?.(anew?.state ?? {}, signal)
  assert.equal(sandbox.subscriptions.all.length, 0)
})

test('a notification with another clientState wakes nobody', () => {
  const receive = (body: unknown) =>
    entraConnector.wakeUps?.receive({ method: 'POST', headers: {}, query: {}, body }, 'shared-secret')
  assert.deepEqual(
    [
      receive({ value: [{ clientState: 'guessed', changeType: 'updated' }] }),
      receive({ value: [{ changeType: 'updated' }] }),
      receive('nonsense'),
      receive({ value: [{ clientState: 'guessed' }, { clientState: 'shared-secret', resource: 'users/1' }] }),
    ].map((answer) => [answer?.status, answer?.isWake]),
    [
      [403, false],
      [403, false],
      [400, false],
      [202, true],
    ],
  )
})
