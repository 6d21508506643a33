import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { z } from 'zod'
import type { SourcePage } from '../connectors/connector.ts'
import { testFaults } from './connector-faults.ts'
import { testHistories } from './connector-histories.ts'
import { testIncremental } from './connector-incremental.ts'
import type { ConnectorSuite } from './connector-stand-in.ts'
import { addCompany, freshView, metaOf, patient, readAll, startWorld } from './connector-world.ts'
import { emptyState, foldPages, viewOf } from './source-fold.ts'

/** What every connector must hold, against a stand-in of its source. */
export function testConnector<Settings extends z.ZodObject>(suite: ConnectorSuite<Settings>): void {
  testDescription(suite)
  testCheck(suite)
  testLookUps(suite)
  testListing(suite)
  testResume(suite)
  if (suite.connector.abilities.incremental) testIncremental(suite)
  testHistories(suite)
  testFaults(suite)
}

const targets =
  /^(?:username|email|first_name|last_name|name|job_title|emails|manager|custom_attributes\.[a-z][a-z0-9_]*)$/

function testDescription<Settings extends z.ZodObject>({ connector }: ConnectorSuite<Settings>): void {
  test(`${connector.title}: each setting says what it is, and secrets are marked`, () => {
    for (const [name, field] of Object.entries(connector.settings.shape)) {
      const { title, help, secret } = metaOf(field)
      assert.ok(typeof title === 'string' && title !== '', `${name} has no title`)
      assert.ok(typeof help === 'string' && help.length > 10, `${name} has no help`)
      const isTold = secret !== undefined || !/password|secret|private_key|token$/.test(name)
      assert.ok(isTold, `${name} sounds secret: give it \`secret\`, true or false`)
    }
  })

  test(`${connector.title}: the mapping fills targets that exist, each once`, () => {
    const named = connector.mapping.map(({ target }) => target)
    for (const target of named) assert.match(target, targets)
    assert.deepEqual(named, [...new Set(named)])
    for (const target of ['username', 'email']) assert.ok(named.includes(target), `${target} has no line`)
    for (const { target, expression } of connector.mapping) assert.ok(expression.trim() !== '', `${target} is empty`)
  })
}

function testCheck<Settings extends z.ZodObject>(suite: ConnectorSuite<Settings>): void {
  const { connector, skip = false } = suite
  test(`${connector.title}: the check sees what there is`, { skip }, async () => {
    await using world = await startWorld(suite)
    const { users, groups } = await addCompany(world)
    const report = await world.open().check(patient())
    assert.deepEqual(report.missing, [])
    assert.deepEqual(
      report.findings.filter(({ level }) => level === 'error'),
      [],
    )
    for (const { code, text } of report.findings) assert.ok(code !== '' && text.split(' ').length > 2, text)
    assert.ok(report.users.sample !== null && report.groups.sample !== null, 'There is no sample')
    assertCount(report.users, users.length)
    assertCount(report.groups, groups.length)
    assertNoSecrets(report, world.secrets)
  })
}

/** What people look for at the source, and who is in a group of a scope. */
function testLookUps<Settings extends z.ZodObject>(suite: ConnectorSuite<Settings>): void {
  const { connector, skip = false } = suite
  test(`${connector.title}: people are found by a part of their name`, { skip }, async () => {
    await using world = await startWorld(suite)
    const { users } = await addCompany(world)
    const source = world.open()
    assert.equal((await source.findUsers('', 2, patient())).length, 2)
    const found = await source.findUsers('Zenob', 5, patient())
    assert.deepEqual(
      found.map(({ id }) => id),
      [users[6]],
    )
  })

  test(`${connector.title}: groups are found by a part of their name`, { skip }, async () => {
    await using world = await startWorld(suite)
    const { groups } = await addCompany(world)
    const source = world.open()
    if (source.findGroups === undefined) return
    const all = await source.findGroups('', 50, patient())
    assert.ok(
      groups.every((id) => all.some((one) => one.id === id)),
      'Not all groups were found',
    )
    const [first] = all.filter(({ id }) => id === groups[0])
    const found = await source.findGroups(first?.name.slice(0, -1).toUpperCase() ?? '', 50, patient())
    assert.ok(
      found.some(({ id }) => id === first?.id),
      `"${first?.name}" was not found by a part of it`,
    )
    assert.equal((await source.findGroups('', 1, patient())).length, 1)
    assert.deepEqual(await source.findGroups('no group is called so', 5, patient()), [])
  })

  test(`${connector.title}: the members of a group are told for scopes`, { skip }, async () => {
    await using world = await startWorld(suite)
    const { users, groups } = await addCompany(world)
    const source = world.open()
    if (source.membersOf === undefined) return
    const told = new Set<string>()
    for await (const ids of source.membersOf(groups[0] ?? '', patient())) for (const id of ids) told.add(id)
    assert.deepEqual([...told].sort(), users.slice(0, 5).sort())
    for await (const ids of source.membersOf(groups[2] ?? '', patient())) assert.deepEqual(ids, [])
  })

  test(`${connector.title}: a call that is given up ends`, { skip }, async () => {
    await using world = await startWorld(suite)
    await addCompany(world)
    const source = world.open()
    await assert.rejects(source.check(AbortSignal.abort(new Error('given up'))))
    const giveUp = new AbortController()
    const listing = source.full(null, giveUp.signal)
    assert.equal((await listing.next()).done, false)
    giveUp.abort(new Error('given up'))
    await assert.rejects(readAll(listing))
  })
}

/** What is at the source besides may be counted, too. */
function assertCount({ count, isAtLeast }: { count: number | null; isAtLeast: boolean }, added: number): void {
  if (count === null) return
  assert.ok(isAtLeast ? count > 0 : count >= added, `${count} are counted of ${added}`)
}

function testListing<Settings extends z.ZodObject>(suite: ConnectorSuite<Settings>): void {
  const { connector, skip = false } = suite
  test(`${connector.title}: a full listing tells everything, users before groups before members`, {
    skip,
  }, async () => {
    await using world = await startWorld(suite)
    const before = await freshView(world)
    const company = await addCompany(world)
    const { pages } = await readAll(world.open().full(null, patient()))
    assertOrder(pages)
    const view = viewOf(foldPages(emptyState(), pages))
    assert.deepEqual(
      Object.keys(view.users).filter((id) => !(id in before.users)),
      [...company.users].sort(),
    )
    assert.deepEqual(
      Object.keys(view.groups).filter((id) => !(id in before.groups)),
      [...company.groups].sort(),
    )
    const [sales = '', engineering = '', nobody = ''] = company.groups
    assert.deepEqual(view.members[sales], company.users.slice(0, 5).sort())
    assert.deepEqual(view.members[engineering], company.users.slice(4).sort())
    assert.equal(view.members[nobody], undefined)
    for (const id of company.users) assert.equal(view.users[id]?.status, 'active')
  })

  test(`${connector.title}: who is renamed or suspended is still the same, and who is removed is gone`, {
    skip,
  }, async () => {
    await using world = await startWorld(suite)
    const { users } = await addCompany(world)
    const [ada = '', ben = '', cleo = ''] = users
    const before = await freshView(world)
    await world.standIn.renameUser(ada, 'Augusta')
    await world.standIn.suspendUser(ben)
    await world.standIn.removeUser(cleo)
    const after = await freshView(world)
    assert.deepEqual(
      Object.keys(after.users),
      Object.keys(before.users).filter((id) => id !== cleo),
    )
    assert.match(JSON.stringify(after.users[ada]?.attributes), /Augusta/i)
    assert.notDeepEqual(after.users[ada]?.attributes, before.users[ada]?.attributes)
    assert.notEqual(after.users[ben]?.status, 'active')
    assert.deepEqual(after.users[users[3] ?? ''], before.users[users[3] ?? ''])
  })

  test(`${connector.title}: two listings of the same tell the same, and no secret`, { skip }, async () => {
    await using world = await startWorld(suite)
    await addCompany(world)
    const first = await freshView(world)
    world.time.pass(2 * 60 * 60 * 1000)
    assert.deepEqual(await freshView(world), first)
    assertNoSecrets(first, world.secrets)
  })
}

function assertOrder(pages: readonly SourcePage[]): void {
  const withSome = (kind: 'users' | 'groups') =>
    pages.flatMap((page, index) => ((page[kind] ?? []).length > 0 ? [index] : []))
  const [users, groups] = [withSome('users'), withSome('groups')]
  assert.ok(users.length > 1, 'The stand-in has so large pages that nothing is paged')
  assert.ok((users.at(-1) ?? 0) <= (groups[0] ?? 0), 'There are users after groups')
  const told = new Set<string>()
  for (const page of pages) {
    for (const { id } of page.groups ?? []) told.add(id)
    for (const { groupId } of page.members ?? []) assert.ok(told.has(groupId), 'There are members before their group')
  }
}

function assertNoSecrets(value: unknown, secrets: readonly string[]): void {
  const text = JSON.stringify(value)
  for (const secret of secrets) assert.ok(!text.includes(secret), 'A secret of the settings is told')
  assert.doesNotMatch(text, /"(?:password|userPassword|unicodePwd|[a-z]*passwd|recovery_question)"\s*:/i)
}

function testResume<Settings extends z.ZodObject>(suite: ConnectorSuite<Settings>): void {
  const { connector, skip = false } = suite
  test(`${connector.title}: a listing that broke off after any page goes on from there`, { skip }, async () => {
    await using world = await startWorld(suite)
    await addCompany(world)
    const { pages } = await readAll(world.open().full(null, patient()))
    const whole = viewOf(foldPages(emptyState(), pages))
    const first: SourcePage[] = []
    const listing = world.open().full(null, patient())
    for (const _ of pages) {
      const step = await listing.next()
      assert.ok(!step.done, 'The second listing is shorter than the first')
      first.push(step.value)
      const rest = await readAll(world.open().full(step.value.resume, patient()))
      assert.deepEqual(viewOf(foldPages(emptyState(), [...first, ...rest.pages])), whole, `after page ${first.length}`)
    }
    assert.equal((await listing.next()).done, true)
  })
}
