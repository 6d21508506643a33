import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Event } from '../model/event.ts'
import type { MemberType } from '../model/group.ts'
import { isJsonObject, type JsonObject } from '../model/json.ts'
import type { User } from '../model/user.ts'
import { createIds } from '../platform/ids.ts'
import { selectStreamEvents } from '../store/read-events.ts'
import { createTestDatabase } from '../testing/database.ts'
import { aGroup, aUser, commands, makeDirectory, testPlatform } from '../testing/directories.ts'
import { applySequenceToModel, type DirectoryModel, memberTypeInModel } from '../testing/directory-model.ts'
import { loadStoredUsers } from '../testing/load-stored-users.ts'
import { inWords } from '../testing/writer-setup.ts'
import type { Command, CommandResult, SingleCommand, StepResult } from './commands.ts'
import { createDirectoryWriter } from './directory-writer.ts'
import { createDirectoryReader } from './read-directory.ts'
import type { GroupWithMembers } from './reader.ts'

/** A value that names a member: a user or group by its number, also before it exists, or an externalId. */
type Named = { readonly user: number } | { readonly group: number } | { readonly ext: number }

type Members = { readonly named: readonly Named[]; readonly byExternalId: boolean }
/** `isGiven`: a new record gets the id under which others may have named it already. */
type Record = { readonly to: number; readonly ext: number | null; readonly isGiven: boolean }

type SingleStep =
  | ({ readonly kind: 'create' | 'delete' | 'rename' | 'toggle'; readonly user: number } & Record)
  | ({ readonly kind: 'group' | 'ungroup' | 'retitle'; readonly group: number } & Record & Members)
  | ({ readonly kind: 'add' | 'remove' | 'replace'; readonly group: number } & Members)
  | { readonly kind: 'filter'; readonly group: number; readonly type: MemberType }

type SequenceOfSteps = {
  readonly kind: 'sequence'
  readonly steps: readonly { readonly step: SingleStep; readonly requires: readonly number[] }[]
  readonly failOnErrors: number | null
}
type Step = SingleStep | SequenceOfSteps

const [user, group] = [fc.nat(5), fc.nat(2)]
const record = { ext: fc.option(fc.nat(3)), isGiven: fc.boolean() }
const named = fc.oneof({ weight: 3, arbitrary: fc.record({ user }) }, fc.record({ group }), {
  weight: 2,
  arbitrary: fc.record({ ext: fc.nat(3) }),
})
const members = { named: fc.array(named, { maxLength: 4 }), byExternalId: fc.boolean() }
const singleStep = fc.oneof(
  fc.record({ kind: fc.constantFrom('create', 'create', 'delete', 'rename', 'toggle'), user, to: user, ...record }),
  fc.record({ kind: fc.constantFrom('group', 'ungroup', 'retitle'), group, to: group, ...record, ...members }),
  fc.record({ kind: fc.constantFrom('add', 'remove', 'replace'), group, ...members }),
  fc.record({ kind: fc.constant('filter'), group, type: fc.constantFrom('user', 'group', 'pending') }),
) as fc.Arbitrary<SingleStep>
const sequence = fc.record({
  kind: fc.constant('sequence'),
  steps: fc.array(fc.record({ step: singleStep, requires: fc.array(fc.nat(5), { maxLength: 2 }) }), { maxLength: 6 }),
  failOnErrors: fc.constantFrom(null, null, 1, 2),
}) as fc.Arbitrary<SequenceOfSteps>
const step: fc.Arbitrary<Step> = fc.oneof({ weight: 6, arbitrary: singleStep }, sequence)

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

/** Ids by the number under which steps speak of users and groups. An id may be named before anything has it. */
function createKnown() {
  const ids = new Map<string, string>()
  const made = new Set<string>()
  const newId = createIds()
  const keyOf = (what: Named) => JSON.stringify(what)
  function idOf(what: Named): string {
    if ('ext' in what) return `ext${what.ext}`
    const id = ids.get(keyOf(what)) ?? newId('user' in what ? 'directory_user' : 'directory_group', new Date())
    ids.set(keyOf(what), id)
    return id
  }
  function set(what: Named, id: string): void {
    ids.set(keyOf(what), id)
    made.add(id)
  }
  /** The id for a new record: the one that was named, unless a record had it before. */
  function give(what: Named): string {
    if (made.has(idOf(what))) ids.delete(keyOf(what))
    const id = idOf(what)
    made.add(id)
    return id
  }
  return { idOf, set, give }
}
type Known = ReturnType<typeof createKnown>

function toCommand(step: Step, known: Known): Command {
  if (step.kind !== 'sequence') return toSingleCommand(step, known)
  const steps = step.steps.map((one) => ({ command: toSingleCommand(one.step, known), requires: one.requires }))
  return { ...commands.sequence(steps), failOnErrors: step.failOnErrors }
}

function toSingleCommand(step: SingleStep, known: Known): SingleCommand {
  if ('user' in step) return toUserCommand(step, known)
  const id = known.idOf({ group: step.group })
  if (step.kind === 'filter')
    return commands.changeMembers(id, { op: 'remove_where', matches: ({ type }) => type === step.type })
  const ids = step.named.map(known.idOf)
  const flags = { membersByExternalId: step.byExternalId }
  if (!('to' in step)) return { ...commands.changeMembers(id, { op: step.kind, ids }), ...flags }
  const content = aGroup(`group${step.to}`, toExternalId(step))
  if (step.kind === 'ungroup') return commands.deleteGroup(id)
  if (step.kind === 'retitle') return { ...commands.renameGroup(id, ''), change: () => content }
  const given = step.isGiven ? { id: known.give({ group: step.group }) } : {}
  return { ...commands.createGroup(content, ids), ...flags, ...given }
}

function toUserCommand(step: Extract<SingleStep, { user: number }>, known: Known): SingleCommand {
  const id = known.idOf({ user: step.user })
  const content = aUser(`name${step.to}`, { externalId: toExternalId(step) })
  switch (step.kind) {
    case 'create':
      return { ...commands.createUser(content), ...(step.isGiven ? { id: known.give({ user: step.user }) } : {}) }
    case 'delete':
      return commands.deleteUser(id)
    case 'rename':
      return commands.updateUser(id, () => content)
    case 'toggle':
      return commands.updateUser(id, (stored) => ({ ...stored, active: !stored.active }))
  }
}

function toExternalId({ ext }: Record): string | null {
  return ext === null ? null : `ext${ext}`
}

/** Learns the ids of what was made. */
function learn(known: Known, step: Step, results: readonly StepResult[]): void {
  const steps = step.kind === 'sequence' ? step.steps.map((one) => one.step) : [step]
  for (const [index, one] of steps.entries()) {
    const made = results[index]
    if (!made?.ok) continue
    if (one.kind === 'create' && 'user' in made.result) known.set({ user: one.user }, made.result.user.id)
    if (one.kind === 'group' && 'group' in made.result) known.set({ group: one.group }, made.result.group.id)
  }
}

/** What became of a command, or of each step of a sequence. */
async function resultsOf(submitted: Promise<CommandResult<Command>>): Promise<readonly StepResult[]> {
  try {
    const result = await submitted
    return 'results' in result ? result.results : [{ ok: true, result }]
  } catch (error) {
    return [{ ok: false, error }]
  }
}

/** Submits a batch at once, and does the same to the model one by one: every command must end in the same way. */
async function perform(
  submit: (command: Command) => Promise<CommandResult<Command>>,
  batch: readonly Step[],
  { known, model }: { known: Known; model: DirectoryModel },
) {
  const submitted = batch.map((one) => ({ one, command: toCommand(one, known) }))
  const all = await Promise.all(submitted.map(({ command }) => resultsOf(submit(command))))
  for (const [index, { one, command }] of submitted.entries()) {
    const results = all[index] ?? []
    const sequence = command.type === 'sequence' ? command : commands.sequence([{ command }])
    assert.deepEqual(inWords(results), applySequenceToModel(model, sequence, results))
    learn(known, one, results)
  }
}

test('whatever is done in whatever batches, the directory is as the model says and the events alone tell it', async () => {
  await using s = await createTestDatabase()
  const writer = createDirectoryWriter({ database: s.database, platform: testPlatform() })
  const reader = createDirectoryReader(s.database)
  const page = { filter: null, sort: null, startIndex: 1, count: 1000 }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 }),
      async (batches) => {
        const directory = await makeDirectory(s.database)
        const known = createKnown()
        const model: DirectoryModel = { users: new Map(), groups: new Map() }
        for (const batch of batches)
          await perform((command) => writer.submit(directory, command), batch, { known, model })

        const stream = { organizationId: directory.organizationId, streamId: directory.directoryId }
        const events = await selectStreamEvents(s.database, stream, { afterSeq: 0, toSeq: 1e9, limit: 1e6 })
        assert.deepEqual(
          events.map(({ seq }) => seq),
          events.map((_, index) => index + 1),
        )
        const users = await reader.listUsers(directory, page)
        const stored = await loadStoredUsers(s.database, directory)
        const groups = await reader.listGroups(directory, { ...page, members: true })
        assert.deepEqual(idsOf(users.records), idsOf(stored))
        assert.equal(users.total, stored.length)
        assert.equal(groups.total, groups.records.length)
        sameAsModel(model, stored, groups.records)
        sameAsFollowed(follow(events), stored, groups.records)
      },
    ),
    { numRuns: 100, seed: 20260101 },
  )
})

function idsOf(users: readonly { readonly id: string }[]): string[] {
  return users.map(({ id }) => id)
}

function sameAsModel(model: DirectoryModel, users: readonly User[], groups: readonly GroupWithMembers[]): void {
  assert.deepEqual(
    users.map(({ id, userName, externalId, active }) => [id, userName, externalId, active]).toSorted(),
    [...model.users].map(([id, user]) => [id, user.userName, user.externalId, user.active]).toSorted(),
  )
  assert.deepEqual(
    groups.map(({ id, displayName, externalId }) => [id, displayName, externalId]).toSorted(),
    [...model.groups].map(([id, { content }]) => [id, content.displayName, content.externalId]).toSorted(),
  )
  for (const { id, memberCount, members } of groups) {
    const named = [...(model.groups.get(id)?.members ?? [])]
    assert.deepEqual(
      members?.map((member) => [member.id, member.type]).toSorted(),
      named.map((value) => [value, memberTypeInModel(model, value)]).toSorted(),
    )
    assert.equal(memberCount, named.length)
  }
}

function sameAsFollowed(seen: Followed, users: readonly User[], groups: readonly GroupWithMembers[]): void {
  assert.deepEqual(
    users.map(({ id, userName, active }) => [id, userName, active ? 'active' : 'inactive']).toSorted(),
    [...seen.users].map(([id, user]) => [id, user.username, user.state]).toSorted(),
  )
  assert.deepEqual(
    groups.map(({ id, displayName }) => [id, displayName]).toSorted(),
    [...seen.groups].map(([id, group]) => [id, group.name]).toSorted(),
  )
  const stored = groups.flatMap(({ id, members }) =>
    (members ?? []).filter(({ type }) => type !== 'pending').map((member) => `${id} ${member.id}`),
  )
  assert.deepEqual(stored.toSorted(), [...seen.members].toSorted())
}
