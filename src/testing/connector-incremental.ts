import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { z } from 'zod'
import type { OpenConnector } from '../connectors/connector.ts'
import type { ConnectorStandIn, ConnectorSuite } from './connector-stand-in.ts'
import { addCompany, type Company, freshView, patient, readAll, startWorld, toldError } from './connector-world.ts'
import { emptyState, foldPages, viewOf } from './source-fold.ts'

type Edit = readonly [what: string, edit: (standIn: ConnectorStandIn, company: Company) => Promise<unknown>]

const edits: readonly Edit[] = [
  ['a new user', (standIn) => standIn.addUser('Gil')],
  ['a new name', (standIn, { users: [ada = ''] }) => standIn.renameUser(ada, 'Augusta')],
  ['a suspended user', (standIn, { users: [, ben = ''] }) => standIn.suspendUser(ben)],
  ['a removed user', (standIn, { users: [, , cleo = ''] }) => standIn.removeUser(cleo)],
  ['a new group', (standIn) => standIn.addGroup('Marketing')],
  ['a renamed group', (standIn, { groups: [sales = ''] }) => standIn.renameGroup(sales, 'Field')],
  ['a removed group', (standIn, { groups: [, , nobody = ''] }) => standIn.removeGroup(nobody)],
  ['a new member', (standIn, { users, groups: [sales = ''] }) => standIn.addMember(sales, users[5] ?? '')],
  ['a removed member', (standIn, { users, groups: [sales = ''] }) => standIn.removeMember(sales, users[3] ?? '')],
]

/** What sources that tell of changes must hold. */
export function testIncremental<Settings extends z.ZodObject>(suite: ConnectorSuite<Settings>): void {
  const { connector, skip = false } = suite
  test(`${connector.title}: every kind of change is told after the full listing`, { skip }, async () => {
    await using world = await startWorld(suite)
    const company = await addCompany(world)
    const source = world.open()
    const full = await readAll(source.full(null, patient()))
    const state = foldPages(emptyState(), full.pages)
    let cursor = cursorOf(full.cursor)
    for (const [what, edit] of edits) {
      await edit(world.standIn, company)
      const changes = await readAll(incremental(source)(cursor, null, patient()))
      cursor = cursorOf(changes.cursor)
      const truth = await freshView(world)
      const only = connector.abilities.reportsDeletions ? undefined : truth
      assert.deepEqual(viewOf(foldPages(state, changes.pages), only), truth, what)
    }
    const nothing = await readAll(incremental(source)(cursor, null, patient()))
    cursorOf(nothing.cursor)
  })

  test(`${connector.title}: what changes while a listing is cut off is told after it`, { skip }, async () => {
    await using world = await startWorld(suite)
    const { users, groups } = await addCompany(world)
    const listing = world.open().full(null, patient())
    const first = await listing.next()
    assert.ok(!first.done)
    for (const id of [users[0] ?? '', users[6] ?? ''])
      await world.standIn.renameUser(id, `New${id.length}${users.indexOf(id)}`)
    await world.standIn.removeMember(groups[0] ?? '', users[0] ?? '')
    const rest = await readAll(world.open().full(first.value.resume, patient()))
    const changes = await readAll(incremental(world.open())(cursorOf(rest.cursor), null, patient()))
    const state = foldPages(foldPages(emptyState(), [first.value, ...rest.pages]), changes.pages)
    assert.deepEqual(viewOf(state), await freshView(world))
  })

  test(`${connector.title}: an incremental listing that broke off goes on from there`, { skip }, async () => {
    await using world = await startWorld(suite)
    const company = await addCompany(world)
    const full = await readAll(world.open().full(null, patient()))
    for (const [, edit] of edits) await edit(world.standIn, company)
    const cursor = cursorOf(full.cursor)
    const truth = await freshView(world)
    const only = connector.abilities.reportsDeletions ? undefined : truth
    const { pages } = await readAll(incremental(world.open())(cursor, null, patient()))
    for (const [index, page] of pages.entries()) {
      const rest = await readAll(incremental(world.open())(cursor, page.resume, patient()))
      const all = [...pages.slice(0, index + 1), ...rest.pages]
      const state = foldPages(foldPages(emptyState(), full.pages), all)
      assert.deepEqual(viewOf(state, only), truth, `after page ${index + 1}`)
      cursorOf(rest.cursor)
    }
  })

  testExpiry(suite)
}

function testExpiry<Settings extends z.ZodObject>(suite: ConnectorSuite<Settings>): void {
  const { connector, skip = false } = suite
  if (suite.faults?.includes('expired_cursor') !== true) return
  test(`${connector.title}: a cursor that is too old is told as such, and a full listing heals it`, {
    skip,
  }, async () => {
    await using world = await startWorld(suite)
    const { users } = await addCompany(world)
    const source = world.open()
    const { cursor } = await readAll(source.full(null, patient()))
    await world.standIn.setFault?.('expired_cursor')
    await world.standIn.removeUser(users[0] ?? '')
    const failure = readAll(incremental(source)(cursorOf(cursor), null, patient()))
    const error = await failure.then(
      () => assert.fail('The old cursor was taken'),
      (thrown) => toldError(thrown, world),
    )
    assert.equal(error.code, 'cursor_expired')
    await world.standIn.setFault?.(null)
    const again = await readAll(source.full(null, patient()))
    await readAll(incremental(source)(cursorOf(again.cursor), null, patient()))
  })
}

/** The `incremental` of a connector that must have one. */
export function incremental(source: OpenConnector): NonNullable<OpenConnector['incremental']> {
  assert.ok(source.incremental, 'The connector says that it can, but has no `incremental`')
  return source.incremental.bind(source)
}

/** The cursor of a listing that must have one. */
export function cursorOf(cursor: string | null): string {
  assert.ok(cursor !== null && cursor !== '', 'The listing ended without a cursor')
  return cursor
}
