import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AppError } from '../errors.ts'
import type { Event } from '../model/event.ts'
import type { MemberType } from '../model/group.ts'
import { isJsonObject, type JsonObject } from '../model/json.ts'
import { selectStreamEvents } from '../store/read-events.ts'
import { createTestDatabase } from '../testing/database.ts'
import { aGroup, aUser, commands, makeDirectory, testPlatform } from '../testing/directories.ts'
import type { Command, DirectoryRef } from './commands.ts'
import { createDirectoryWriter, type DirectoryWriter } from './directory-writer.ts'
import { createDirectoryReader } from './read-directory.ts'

type Step =
  | { readonly kind: 'create' | 'delete' | 'rename' | 'toggle'; readonly user: number; readonly to: number }
  | { readonly kind: 'group' | 'ungroup' | 'retitle'; readonly group: number; readonly to: number }
  | {
      readonly kind: 'add' | 'remove' | 'replace'
      readonly group: number
      readonly members: number[]
      readonly nested: number[]
    }
  | { readonly kind: 'filter'; readonly group: number; readonly type: MemberType }

const small = fc.nat(5)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('create', 'create', 'delete', 'rename', 'toggle'), user: small, to: small }),
  fc.record({ kind: fc.constantFrom('group', 'ungroup', 'retitle'), group: fc.nat(2), to: fc.nat(2) }),
  fc.record({
    kind: fc.constantFrom('add', 'remove', 'replace'),
    group: fc.nat(2),
    members: fc.array(small, { maxLength: 4 }),
    nested: fc.array(fc.nat(2), { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('filter'), group: fc.nat(2), type: fc.constantFrom('user', 'group', 'pending') }),
) as fc.Arbitrary<Step>

/** What a consumer knows that has only ever seen the events. */
type Followed = { users: Map<string, JsonObject>; groups: Map<string, JsonObject>; members: Set<string> }

function follow(events: readonly Event[]): Followed {
  const seen: Followed = { users: new Map(), groups: new Map(), members: new Set() }
  for (const event of events) followOne(seen, event)
  return seen
}

function followOne(seen: Followed, { type, data, objectId }: Event): void {
  const [, kind, what] = type.split('.')
  const records = kind === 'user' ? seen.users : seen.groups
  const record = data.user ?? data.member_group
  const member = isJsonObject(record) ? `${objectId} ${record.id}` : ''
  if (what === 'created' || what === 'updated') records.set(objectId, data)
  if (what === 'deleted') forget(records, seen, objectId)
  if (what === 'user_added' || what === 'group_added') seen.members.add(member)
  if (what === 'user_removed' || what === 'group_removed')
    assert.ok(seen.members.delete(member), 'a member was removed that was not there')
}

function forget(records: Map<string, JsonObject>, seen: Followed, id: string): void {
  assert.ok(records.delete(id), 'something was deleted that was not there')
  for (const pair of seen.members) if (pair.includes(id)) seen.members.delete(pair)
}

/** Ids by the number under which steps speak of a user or a group. */
type Known = { users: Map<number, string>; groups: Map<number, string> }

function toCommand(step: Step, known: Known): Command {
  const user = (number: number) => known.users.get(number) ?? `unknown_${number}`
  const group = (number: number) => known.groups.get(number) ?? `unknown_group_${number}`
  if (step.kind === 'filter')
    return commands.changeMembers(group(step.group), { op: 'remove_where', matches: ({ type }) => type === step.type })
  if ('members' in step) {
    const ids = [...step.members.map(user), ...step.nested.map(group)]
    return commands.changeMembers(group(step.group), { op: step.kind, ids })
  }
  if ('user' in step) {
    if (step.kind === 'create') return commands.createUser(aUser(`name${step.to}`))
    if (step.kind === 'delete') return commands.deleteUser(user(step.user))
    if (step.kind === 'rename') return commands.updateUser(user(step.user), () => aUser(`name${step.to}`))
    return commands.updateUser(user(step.user), (stored) => ({ ...aUser(stored.userName), active: !stored.active }))
  }
  if (step.kind === 'group')
    return commands.createGroup(aGroup(`group${step.to}`), [...known.users.values()].slice(0, 3))
  if (step.kind === 'ungroup') return commands.deleteGroup(group(step.group))
  return commands.renameGroup(group(step.group), `group${step.to}`)
}

async function perform(
  writer: DirectoryWriter,
  directory: DirectoryRef,
  { batch, known }: { batch: readonly Step[]; known: Known },
) {
  const results = await Promise.allSettled(batch.map((one) => writer.submit(directory, toCommand(one, known))))
  for (const [index, result] of results.entries()) {
    const one = batch[index]
    if (result.status === 'rejected') assert.ok(result.reason instanceof AppError, String(result.reason.stack))
    else if (one?.kind === 'create' && 'user' in result.value) known.users.set(one.user, result.value.user.id)
    else if (one?.kind === 'group' && 'group' in result.value) known.groups.set(one.group, result.value.group.id)
  }
}

test('whatever is done in whatever batches, the events alone tell what is stored, and nothing is told twice', async () => {
  await using s = await createTestDatabase()
  const writer = createDirectoryWriter({ database: s.database, platform: testPlatform() })
  const reader = createDirectoryReader(s.database)
  const page = { filter: null, sort: null, startIndex: 1, count: 1000 }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 }),
      async (batches) => {
        const directory = await makeDirectory(s.database)
        const known: Known = { users: new Map(), groups: new Map() }
        for (const batch of batches) await perform(writer, directory, { batch, known })

        const stream = { organizationId: directory.organizationId, streamId: directory.directoryId }
        const events = await selectStreamEvents(s.database, stream, { afterSeq: 0, toSeq: 1e9, limit: 1e6 })
        assert.deepEqual(
          events.map(({ seq }) => seq),
          events.map((_, index) => index + 1),
        )
        const seen = follow(events)
        const users = await reader.listUsers(directory, page)
        const groups = await reader.listGroups(directory, { ...page, members: true })
        assert.equal(users.total, users.records.length)
        assert.equal(groups.total, groups.records.length)
        assert.deepEqual(
          users.records.map(({ id, userName, active }) => [id, userName, active ? 'active' : 'inactive']).toSorted(),
          [...seen.users].map(([id, user]) => [id, user.username, user.state]).toSorted(),
        )
        assert.deepEqual(
          groups.records.map(({ id, displayName }) => [id, displayName]).toSorted(),
          [...seen.groups].map(([id, group]) => [id, group.name]).toSorted(),
        )
        const stored = groups.records.flatMap(({ id, members }) =>
          (members ?? []).filter(({ type }) => type !== 'pending').map((member) => `${id} ${member.id}`),
        )
        assert.deepEqual(stored.toSorted(), [...seen.members].toSorted())
        for (const group of groups.records) assert.equal(group.memberCount, group.members?.length)
      },
    ),
    { numRuns: 100, seed: 20260101 },
  )
})
