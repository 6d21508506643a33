import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { z } from 'zod'
import type { OpenConnector } from '../connectors/connector.ts'
import { cursorOf, incremental } from './connector-incremental.ts'
import type { ConnectorSuite } from './connector-stand-in.ts'
import { type ConnectorWorld, freshView, patient, readAll, startWorld, toldError } from './connector-world.ts'
import { emptyState, foldPages, type SourceState, viewOf } from './source-fold.ts'

const kinds = [
  ...['addUser', 'addUser', 'renameUser', 'suspendUser', 'removeUser', 'addGroup', 'renameGroup', 'removeGroup'],
  ...['addMember', 'addMember', 'addMember', 'removeMember', 'sync', 'expire'],
] as const satisfies readonly string[]

/** One thing that happens: to whom is said by numbers, counted round those who are there. */
type Step = { readonly kind: string; readonly a: number; readonly b: number }

const steps = fc.array(fc.record({ kind: fc.constantFrom(...kinds), a: fc.nat(20), b: fc.nat(20) }), {
  minLength: 5,
  maxLength: 30,
})

/** Who should be at the source. */
type Model = {
  readonly users: string[]
  readonly suspended: Set<string>
  readonly groups: string[]
  readonly members: Map<string, Set<string>>
  names: number
}

/** Whatever happens at the source: the listings tell it, and all incremental ones together tell what a full one tells. */
export function testHistories<Settings extends z.ZodObject>(suite: ConnectorSuite<Settings>): void {
  const { connector, runs = 8, skip = false } = suite
  test(`${connector.title}: after any history the listings tell what is so`, { skip }, async () => {
    const holds = (history: readonly Step[]) => play(suite, history)
    await fc.assert(fc.asyncProperty(steps, holds), { numRuns: runs })
  })
}

async function play<Settings extends z.ZodObject>(
  suite: ConnectorSuite<Settings>,
  history: readonly Step[],
): Promise<void> {
  await using world = await startWorld(suite)
  const model: Model = { users: [], suspended: new Set(), groups: [], members: new Map(), names: 0 }
  const others = await freshView(world)
  const reader = await createReader(suite, world)
  for (const step of history) {
    if (step.kind === 'sync') await reader.sync()
    else if (step.kind === 'expire') await reader.expire()
    else await edit(step, model, world)
  }
  await reader.sync()
  const truth = await freshView(world)
  const only = suite.connector.abilities.reportsDeletions ? undefined : truth
  assert.deepEqual(viewOf(reader.state(), only), truth)
  assert.deepEqual(
    Object.keys(truth.users).filter((id) => !(id in others.users)),
    [...model.users].sort(),
  )
  assert.deepEqual(
    Object.keys(truth.groups).filter((id) => !(id in others.groups)),
    [...model.groups].sort(),
  )
  for (const id of model.users) assert.equal(truth.users[id]?.status !== 'active', model.suspended.has(id))
  for (const id of model.groups) assert.deepEqual(truth.members[id] ?? [], [...(model.members.get(id) ?? [])].sort())
}

/** Follows the source: incremental where it can, else in full each time. */
async function createReader<Settings extends z.ZodObject>(suite: ConnectorSuite<Settings>, world: ConnectorWorld) {
  const source = world.open()
  let { state, cursor } = await readFull(source)
  return {
    state: () => state,
    async sync() {
      if (cursor === null) ({ state, cursor } = await readFull(source))
      else {
        const changes = await readAll(incremental(source)(cursor, null, patient()))
        state = foldPages(state, changes.pages)
        cursor = cursorOf(changes.cursor)
      }
    },
    async expire() {
      if (cursor === null || suite.faults?.includes('expired_cursor') !== true) return
      await world.standIn.setFault?.('expired_cursor')
      const failure = readAll(incremental(source)(cursor, null, patient()))
      const error = await failure.then(
        () => null,
        (thrown: unknown) => toldError(thrown, world),
      )
      await world.standIn.setFault?.(null)
      assert.equal(error?.code, 'cursor_expired')
      ;({ state, cursor } = await readFull(source))
    },
  }
}

async function readFull(source: OpenConnector): Promise<{ state: SourceState; cursor: string | null }> {
  const { pages, cursor } = await readAll(source.full(null, patient()))
  return { state: foldPages(emptyState(), pages), cursor: source.incremental ? cursor : null }
}

async function edit({ kind, a, b }: Step, model: Model, { standIn }: ConnectorWorld): Promise<void> {
  if (kind === 'addUser') model.users.push(await standIn.addUser(newName(model, 'Person')))
  if (kind === 'addGroup') model.groups.push(await standIn.addGroup(newName(model, 'Team')))
  const user = model.users[a % Math.max(model.users.length, 1)]
  const group = model.groups[b % Math.max(model.groups.length, 1)]
  if (user !== undefined) await editUser({ kind, user }, model, standIn)
  if (group !== undefined) await editGroup({ kind, group }, model, standIn)
  if (user !== undefined && group !== undefined) await editMember({ kind, user, group }, model, standIn)
}

type StandIn = ConnectorWorld['standIn']

async function editUser({ kind, user }: { kind: string; user: string }, model: Model, standIn: StandIn): Promise<void> {
  if (kind === 'renameUser') await standIn.renameUser(user, newName(model, 'Renamed'))
  if (kind === 'suspendUser' && !model.suspended.has(user)) {
    await standIn.suspendUser(user)
    model.suspended.add(user)
  }
  if (kind !== 'removeUser') return
  await standIn.removeUser(user)
  model.users.splice(model.users.indexOf(user), 1)
  for (const members of model.members.values()) members.delete(user)
}

async function editGroup(
  { kind, group }: { kind: string; group: string },
  model: Model,
  standIn: StandIn,
): Promise<void> {
  if (kind === 'renameGroup') await standIn.renameGroup(group, newName(model, 'Renamed'))
  if (kind !== 'removeGroup') return
  await standIn.removeGroup(group)
  model.groups.splice(model.groups.indexOf(group), 1)
  model.members.delete(group)
}

async function editMember(
  { kind, user, group }: { kind: string; user: string; group: string },
  model: Model,
  standIn: StandIn,
): Promise<void> {
  if (!model.users.includes(user) || !model.groups.includes(group)) return
  const members = model.members.get(group) ?? new Set()
  model.members.set(group, members)
  if (kind === 'addMember' && !members.has(user)) {
    await standIn.addMember(group, user)
    members.add(user)
  }
  if (kind !== 'removeMember') return
  // Of a group without that member, the first one is removed, so that this happens often enough.
  const leaving = members.has(user) ? user : [...members][0]
  if (leaving === undefined) return
  await standIn.removeMember(group, leaving)
  members.delete(leaving)
}

function newName(model: Model, prefix: string): string {
  model.names += 1
  return `${prefix}${model.names}`
}
