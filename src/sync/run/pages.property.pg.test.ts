import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { Event } from '../../model/event.ts'
import type { JsonObject } from '../../model/json.ts'
import type { SourceUser } from '../../model/source-record.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { memberOf, setUpPages, sourceGroup, sourceUser } from '../../testing/sync-pages.ts'

let shared: TestDatabase
before(async () => {
  shared = await createTestDatabase()
})
after(() => shared[Symbol.asyncDispose]())

type UserEdit = {
  readonly user: number
  readonly title: string | null
  readonly isActive: boolean
  readonly isOut: boolean
  readonly manager: number | null
  readonly moved: boolean
}
type GroupEdit = { readonly group: number; readonly name: string }
type MemberEdit = { readonly group: number; readonly member: number; readonly isAdded: boolean }
type Page = {
  readonly users: readonly UserEdit[]
  readonly groups: readonly GroupEdit[]
  readonly members: readonly MemberEdit[]
  readonly removed: readonly number[]
  /** Sent once more, as after a crash. */
  readonly isRepeated: boolean
  /** A new run begins after it. */
  readonly isLast: boolean
}

const [user, group] = [fc.nat(4), fc.nat(1)]
const page: fc.Arbitrary<Page> = fc.record({
  users: fc.array(
    fc.record({
      user,
      title: fc.constantFrom('Nurse', 'Chief', null),
      isActive: fc.constantFrom(true, true, false),
      isOut: fc.constantFrom(false, false, false, true),
      manager: fc.option(user),
      moved: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  groups: fc.array(fc.record({ group, name: fc.constantFrom('One', 'Two') }), { maxLength: 2 }),
  members: fc.array(fc.record({ group, member: user, isAdded: fc.constantFrom(true, true, false) }), { maxLength: 4 }),
  removed: fc.array(user, { maxLength: 1 }),
  isRepeated: fc.boolean(),
  isLast: fc.boolean(),
})

/** What the directory must be, said plainly. Who is removed stays here, and is in `staged`. */
type Model = {
  readonly users: Map<number, { title: string | null; active: boolean; manager: number | null; isManagerSet: boolean }>
  readonly staged: Map<number, Set<string>>
  readonly groups: Map<number, string>
  readonly members: Set<string>
  readonly awaited: Set<string>
  readonly gone: Set<string>
}

function emptyModel(): Model {
  return {
    users: new Map(),
    staged: new Map(),
    groups: new Map(),
    members: new Set(),
    awaited: new Set(),
    gone: new Set(),
  }
}

function applyToModel(model: Model, { users, groups, members, removed }: Page): void {
  for (const edit of new Map(users.map((one) => [one.user, one])).values()) applyUser(model, edit)
  setManagers(
    model,
    users.flatMap((one) => (one.isOut ? [] : [one.user])),
  )
  for (const { group: id, name } of groups) model.groups.set(id, name)
  applyMembers(model, members)
  for (const id of removed) if (model.users.has(id)) model.staged.set(id, new Set(['user deleted']))
}

function applyUser(model: Model, { user: id, title, isActive, isOut, manager }: UserEdit): void {
  const stored = model.users.get(id)
  if (isOut) {
    if (stored) model.staged.set(id, new Set(['user left_scope']))
    return
  }
  const losses = new Set<string>()
  if (stored?.active && !isActive) losses.add('user deactivated')
  if (stored?.title && !title) losses.add('attribute blanked')
  model.staged.set(id, losses)
  const active = isActive || (stored?.active ?? false)
  // A manager who is blanked is kept as far as the user had one.
  const kept = stored?.isManagerSet ? stored.manager : null
  model.users.set(id, {
    title: title ?? stored?.title ?? null,
    active,
    manager: manager ?? kept,
    isManagerSet: manager === null && kept !== null,
  })
}

function setManagers(model: Model, ids: Iterable<number>): void {
  for (const id of ids) {
    const one = model.users.get(id)
    if (one) one.isManagerSet ||= one.manager !== null && model.users.has(one.manager)
  }
}

function applyMembers(model: Model, members: readonly MemberEdit[]): void {
  const added = new Set(members.filter(({ isAdded }) => isAdded).map(pairOf))
  for (const { group: id, member } of members.filter(({ isAdded }) => isAdded)) {
    const pair = `${id} ${member}`
    model.gone.delete(pair)
    if (model.groups.has(id) && model.users.has(member)) model.members.add(pair)
    else model.awaited.add(pair)
  }
  for (const pair of members.filter(({ isAdded }) => !isAdded).map(pairOf)) {
    if (added.has(pair)) continue
    model.awaited.delete(pair)
    if (model.members.has(pair)) model.gone.add(pair)
  }
}

function pairOf({ group: id, member }: MemberEdit): string {
  return `${id} ${member}`
}

function resolveModel(model: Model): void {
  setManagers(model, model.users.keys())
  for (const pair of model.awaited) {
    const [id, member] = pair.split(' ').map(Number)
    if (!model.groups.has(id ?? -1) || !model.users.has(member ?? -1)) continue
    model.awaited.delete(pair)
    model.members.add(pair)
  }
}

function toUser({ user: id, title, isActive, isOut, manager, moved }: UserEdit): SourceUser {
  return sourceUser(
    `u${id}`,
    { title, ...(isOut ? { isOut } : {}) },
    {
      status: isActive ? 'active' : 'deactivated',
      alias: `cn=u${id},ou=${moved ? 'new' : 'old'}`,
      manager: manager === null ? null : `u${manager}`,
    },
  )
}

function toPage({ users, groups, members, removed }: Page) {
  const changesOf = (id: number, isAdded: boolean) =>
    members.filter((one) => one.group === id && one.isAdded === isAdded).map(({ member }) => `u${member}`)
  return {
    users: users.map(toUser),
    groups: groups.map((one) => sourceGroup(`g${one.group}`, one.name)),
    memberChanges: [0, 1].map((id) => ({
      groupId: `g${id}`,
      added: changesOf(id, true),
      removed: changesOf(id, false),
    })),
    removed: removed.map((id) => ({ kind: 'user', id: `u${id}` }) as const),
  }
}

/** What a consumer knows that has only ever seen the events. An event that tells nothing new is an error. */
function follow(events: readonly Event[]) {
  const objects = new Map<string, JsonObject>()
  const members = new Set<string>()
  for (const event of events) {
    const { type, objectId, data } = event
    if (type.endsWith('_added')) {
      assert.ok(!members.has(`${objectId} ${memberOf(event)}`), 'a member was added twice')
      members.add(`${objectId} ${memberOf(event)}`)
    } else if (type.endsWith('.source_updated')) assert.ok(event.previous, 'nothing was updated')
    else {
      const { updated_at: _, ...now } = data
      const { updated_at: __, ...was } = objects.get(objectId) ?? {}
      assert.notDeepEqual(now, was, `${type} tells nothing new`)
      if (type.endsWith('.created')) assert.ok(!objects.has(objectId), 'something was created twice')
      objects.set(objectId, data)
    }
  }
  return { objects, members }
}

test('whatever pages come, also twice and in parts, the directory is as the rules say and the events alone tell it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(page, { minLength: 1, maxLength: 6 }), async (pages) => {
      const s = await setUpPages(shared)
      const model = emptyModel()
      let run = await s.beginRun('incremental')
      for (const one of pages) {
        await run.page(toPage(one))
        if (one.isRepeated) await run.page(toPage(one))
        applyToModel(model, one)
        if (one.isRepeated) applyToModel(model, one)
        if (!one.isLast) continue
        await run.references()
        resolveModel(model)
        run = await s.beginRun('incremental')
      }
      await run.references()
      resolveModel(model)
      await sameAsModel(s, model)
      await sameAsTold(s)
    }),
    { numRuns: 40, seed: 20260102 },
  )
})

type Setup = Awaited<ReturnType<typeof setUpPages>>

async function sameAsModel(s: Setup, model: Model): Promise<void> {
  const users = await s.users()
  const idOf = new Map(users.map(({ id, externalId }) => [externalId, id]))
  assert.deepEqual(
    users.map(({ externalId, active, attributes }) => [
      externalId,
      active,
      attributes.job_title,
      attributes.custom_attributes.manager_id,
    ]),
    [...model.users]
      .map(([id, { active, title, manager, isManagerSet }]) => [
        `u${id}`,
        active,
        title,
        isManagerSet ? idOf.get(`u${manager}`) : undefined,
      ])
      .toSorted(),
  )
  const names = (await s.groups()).map(({ externalId, displayName }) => [externalId, displayName])
  assert.deepEqual(names.toSorted(), [...model.groups].map(([id, name]) => [`g${id}`, name]).toSorted())
  for (const id of model.groups.keys()) {
    const members = [...model.members].flatMap((pair) => (pair.startsWith(`${id} `) ? [`u${pair.slice(2)}`] : []))
    assert.deepEqual(await s.members(`g${id}`), members.toSorted())
  }
  const open = (await s.removals()).filter(({ state }) => state === 'planned')
  const wanted = [...model.staged.values()].flatMap((losses) => [...losses])
  assert.deepEqual(
    open
      .filter(({ detail }) => detail !== 'manager')
      .map(({ kind, reason }) => `${kind} ${reason}`)
      .toSorted(),
    [...wanted, ...[...model.gone].map(() => 'membership deleted')].toSorted(),
  )
}

async function sameAsTold(s: Setup): Promise<void> {
  const told = follow(await s.events())
  for (const { id, attributes, active } of await s.users()) {
    const { job_title, custom_attributes, state } = told.objects.get(id) ?? {}
    assert.deepEqual(
      [job_title, custom_attributes, state],
      [attributes.job_title, attributes.custom_attributes, active ? 'active' : 'inactive'],
    )
  }
  const stored = (await s.groups()).flatMap(({ id, members }) => (members ?? []).map((member) => `${id} ${member.id}`))
  assert.deepEqual(stored.toSorted(), [...told.members].toSorted())
}
