import assert from 'node:assert/strict'
import { test } from 'node:test'
import { googleError } from '../../sandbox/google/google-answer.ts'
import { addPerson, openWorkspace, pagesOf, signal } from '../../testing/google-workspace.ts'
import { mapRecord } from '../../testing/map-record.ts'
import type { SourcePage } from '../connector.ts'
import { SourceError, type SourceErrorCode } from '../source-error.ts'
import { googleMapping } from './mapping.ts'
import { GoogleUser, toSourceUser } from './records.ts'

const refusal = (code: SourceErrorCode, text: RegExp) => (error: unknown) => {
  assert.ok(error instanceof SourceError, String(error))
  assert.equal(error.code, code)
  assert.match(error.message, text)
  return true
}

const membersIn = (pages: readonly SourcePage[]) =>
  pages
    .flatMap(({ members = [] }) => members)
    .flatMap(({ groupId, memberIds }) => memberIds.map((id) => `${groupId} ${id}`))

type World = Awaited<ReturnType<typeof openWorkspace>>

function addGroup({ sandbox }: World, name: string, size: number): string {
  const { workspace } = sandbox
  const group = workspace.addGroup({ name, email: `${name}@example.com` })
  for (let number = 0; number < size; number += 1) {
    workspace.addMember(group, { id: addPerson(sandbox, `${name}.${number}`), type: 'USER' })
  }
  return group
}

test('a listing that broke off goes on with every group, in whatever order Google has the addresses', async () => {
  await using world = await openWorkspace()
  // Nine groups, eight at a time: the last of the first eight is beyond the ninth, as programs compare.
  for (const name of ['a-1', 'A2', 'a_3', 'b.4', 'B5', 'c+6', 'd7', 'z8', 'Z9']) addGroup(world, name, 1)
  const pages = await pagesOf(world.source.full(null, signal))
  assert.equal(membersIn(pages).length, 9)
  for (const [index, { resume }] of pages.entries()) {
    const rest = await pagesOf(world.source.full(resume, signal))
    const told = new Set(membersIn([...pages.slice(0, index + 1), ...rest]))
    assert.equal(told.size, 9, `after page ${index}`)
  }
})

test('a group that is deleted while its members are read has none, and the listing goes on', async () => {
  await using world = await openWorkspace(2)
  const { sandbox, source } = world
  const large = addGroup(world, 'large', 5)
  const small = addGroup(world, 'small', 1)
  const pages: SourcePage[] = []
  for await (const page of source.full(null, signal)) {
    pages.push(page)
    if (page.members?.some(({ groupId }) => groupId === large)) sandbox.workspace.deleteGroup(large)
  }
  assert.ok(membersIn(pages).some((pair) => pair.startsWith(small)))
})

test('a group that is shown, but whose members are not found, ends the listing: nobody is taken for gone', async () => {
  await using world = await openWorkspace()
  const { sandbox, source } = world
  const group = addGroup(world, 'sales', 2)
  sandbox.answerBy((_, { pathname }) =>
    pathname.endsWith('/members') ? googleError(404, 'notFound', 'Not Found') : null,
  )
  await assert.rejects(pagesOf(source.full(null, signal)), refusal('listing_incomplete', new RegExp(group)))
})

test('a listing that was paused until its page tokens were forgotten begins anew', async () => {
  await using world = await openWorkspace(2)
  const { sandbox, source } = world
  const group = addGroup(world, 'sales', 5)
  const pages = await pagesOf(source.full(null, signal))
  sandbox.answerBy((_, { searchParams }) =>
    searchParams.has('pageToken') ? googleError(400, 'invalid', 'Invalid Value') : null,
  )
  for (const page of [pages[0], pages.find(({ members }) => members?.some(({ groupId }) => groupId === group))]) {
    await assert.rejects(pagesOf(source.full(page?.resume ?? '', signal)), refusal('cursor_expired', /begins anew/))
  }
  sandbox.answerBy(() => googleError(400, 'badRequest', 'Bad Request'))
  await assert.rejects(pagesOf(source.full(null, signal)), refusal('unreadable', /400/))
})

test('without the organizational units a run may begin, without the users it may not, and Google is quoted', async () => {
  await using world = await openWorkspace()
  const { sandbox, source } = world
  addPerson(sandbox, 'anna')
  const deny = (path: RegExp) =>
    sandbox.answerBy((_, { pathname }) =>
      path.test(pathname) ? googleError(403, 'forbidden', 'Admin SDK API has not been used') : null,
    )
  deny(/orgunits/)
  const report = await source.check(signal)
  assert.deepEqual(report.missing, [])
  assert.deepEqual(
    report.findings.filter(({ level }) => level !== 'ok').map(({ code, level }) => [code, level]),
    [['orgUnits_denied', 'warning']],
  )
  deny(/users/)
  const denied = await source.check(signal)
  assert.deepEqual(denied.missing, ['https://www.googleapis.com/auth/admin.directory.user.readonly'])
  assert.match(denied.findings.find(({ level }) => level === 'error')?.text ?? '', /Admin SDK API has not been used/)
})

test('everybody as one member is no member, and a scope cannot be made of such a group, nor of one that is gone', async () => {
  await using world = await openWorkspace()
  const { sandbox, source } = world
  const group = addGroup(world, 'everybody', 1)
  sandbox.workspace.addMember(group, { id: 'C0123abcd', type: 'CUSTOMER' })
  assert.equal(membersIn(await pagesOf(source.full(null, signal))).length, 1)
  const told = async (id: string) => {
    for await (const _ of source.membersOf?.(id, signal) ?? []);
  }
  await assert.rejects(told(group), refusal('settings_invalid', /whole organization/))
  sandbox.workspace.deleteGroup(group)
  await assert.rejects(told(group), refusal('settings_invalid', /not there any more/))
})

test('people are looked for by words: what is an operator to Google is none', async () => {
  await using world = await openWorkspace()
  const { sandbox, source } = world
  addPerson(sandbox, 'anna')
  const asked = async (text: string) => {
    await source.findUsers(text, 5, signal)
    return new URL(`http://localhost${sandbox.requests.at(-1)?.split(' ')[1]}`).searchParams.get('query')
  }
  assert.equal(await asked("isSuspended=true orgUnitPath:'/'"), 'isSuspended true orgUnitPath')
  assert.equal(await asked("O'Brien <ob@example.com>"), 'O Brien ob@example.com')
  assert.equal(await asked('Zoë Jörg-Maria'), 'Zoë Jörg-Maria')
  assert.equal(await asked(' :* '), null)
})

test('when one push channel cannot be opened those before are closed, and old ones that cannot be closed keep none', async () => {
  await using world = await openWorkspace()
  const { sandbox, source } = world
  const wanted = { url: 'http://127.0.0.1:9/wake', secret: 'channel-secret' }
  sandbox.answerBy((_, { searchParams }) =>
    searchParams.get('event') === 'undelete' ? googleError(400, 'badRequest', 'Bad Request') : null,
  )
  await assert.rejects(async () => source.subscribe?.(wanted, null, signal))
  assert.equal(sandbox.requests.filter((request) => request.endsWith('/channels/stop')).length, 2)
  sandbox.answerBy(() => null)
  const first = await source.subscribe?.(wanted, null, signal)
  sandbox.answerBy((_, { pathname }) =>
    pathname.endsWith('/channels/stop') ? googleError(403, 'forbidden', 'Forbidden') : null,
  )
  const renewed = await source.subscribe?.(wanted, first?.state ?? null, signal)
  assert.notDeepEqual(renewed?.state, first?.state)
})

test('push channels that Google gives for an hour, or for a time that it does not say, are renewed in good time', async () => {
  await using world = await openWorkspace()
  const { sandbox, source } = world
  const wanted = { url: 'http://127.0.0.1:9/wake', secret: 'channel-secret' }
  const renewedIn = async (expiration: string | undefined) => {
    const body = { id: 'channel', resourceId: 'resource', ...(expiration !== undefined && { expiration }) }
    sandbox.answerBy((_, { pathname }) => (pathname.endsWith('/watch') ? { status: 200, body } : null))
    const subscribed = await source.subscribe?.(wanted, null, signal)
    return ((subscribed?.renewAt.getTime() ?? 0) - Date.now()) / 3_600_000
  }
  const soon = await renewedIn(String(Date.now() + 3_600_000))
  assert.ok(soon > 0.5 && soon < 1, `${soon} hours`)
  assert.ok((await renewedIn('0')) > 0.5)
  const unsaid = await renewedIn(undefined)
  assert.ok(unsaid > 24 && unsaid < 48, `${unsaid} hours`)
})

const mapped = (user: Record<string, unknown>) =>
  mapRecord(googleMapping, toSourceUser(GoogleUser.parse({ id: '1', primaryEmail: 'Anna@example.com', ...user })))

test('the main organization counts, and of external ids the one of the organization', () => {
  const { content, problems } = mapped({
    name: { givenName: 'Anna', familyName: 'Berg', fullName: 'Anna Berg' },
    emails: [
      { address: 'anna@example.com', primary: true },
      { address: 'anna@home.example', type: 'home' },
    ],
    organizations: [
      { title: 'Trainee', department: 'A' },
      { title: 'Head', department: 'B', primary: true },
    ],
    externalIds: [
      { value: 'acc-1', type: 'account' },
      { value: '77', type: 'organization' },
    ],
  })
  assert.deepEqual(problems, [])
  const { job_title, custom_attributes, emails } = content?.attributes ?? {}
  assert.equal(job_title, 'Head')
  assert.equal(custom_attributes?.department_name, 'B')
  assert.equal(custom_attributes?.employee_number, '77')
  assert.deepEqual(
    emails?.map(({ value }) => value),
    ['anna@example.com', 'anna@home.example'],
  )
})

test('a user of whom Google says little, or something else, is mapped without problems', () => {
  for (const user of [
    {},
    { name: null, organizations: [], externalIds: [], emails: [], relations: null },
    { name: {}, externalIds: [{ value: '9', type: 'custom', customType: 'badge' }, { value: '8' }] },
    { customSchemas: { Badge: { numbers: [{ value: '1' }, { value: '2' }] } }, suspended: true, archived: true },
  ]) {
    const { content, problems } = mapped(user)
    assert.deepEqual(problems, [])
    assert.equal(content?.attributes.email, 'anna@example.com')
    assert.equal(content?.attributes.custom_attributes.employee_number, undefined)
  }
  assert.equal(
    mapped({ organizations: [{ department: 'A' }] }).content?.attributes.custom_attributes.department_name,
    'A',
  )
})
