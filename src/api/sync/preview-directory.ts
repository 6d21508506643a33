import { isDeepStrictEqual } from 'node:util'
import type { MappingLine, Scope } from '../../model/connection.ts'
import type { JsonObject } from '../../model/json.ts'
import { caseKey } from '../../model/user.ts'
import {
  type ComparedUser,
  findComparedGroups,
  findComparedUsers,
  findUsersBeside,
} from '../../store/compare-people.ts'
import type { DirectoryWithTotals } from '../../store/directories.ts'
import { judge } from '../../sync/guards/judge.ts'
import { type JudgedSample, judgeSample, type WantedUser } from '../../sync/preview/judge-sample.ts'
import { readSample, type SourceSample } from '../../sync/preview/read-sample.ts'
import { compileScope } from '../../sync/scope/compile-scope.ts'
import type { ApiContext } from '../api-context.ts'
import { refuseScope } from './check-body.ts'
import type { OpenedConnection } from './open-connection.ts'
import { compileOwn, readMembers } from './preview-people.ts'
import { withSource } from './with-source.ts'

/** How many people are looked at, and for how long: less than `withSource` has patience for. */
const mostPeople = 5000
const longestMs = 15_000
const firstNames = 10

/** What somebody would have a directory be like, and as what it is. */
export type Previewed = {
  readonly opened: OpenedConnection
  readonly directory: DirectoryWithTotals
  readonly mapping: readonly MappingLine[]
  readonly scope: Scope
}

/** Says in numbers what a run would do, from a bounded reading of the source. Nothing is changed. */
export async function previewDirectory(context: ApiContext, previewed: Previewed): Promise<JsonObject> {
  const { opened, mapping, scope } = previewed
  refuseScope(scope, opened.connector)
  const compiled = await compileOwn(context, opened, mapping)
  const { clock } = context.platform
  const { sample, members } = await withSource(context, opened.connection, async (source, signal) => {
    const ofGroups = await readMembers(source, scope, signal)
    const limits = { users: mostPeople, until: new Date(clock.now().getTime() + longestMs) }
    return { sample: await readSample(source, { limits, clock, signal }), members: ofGroups }
  })
  const judged = judgeSample(sample.users, { scope: compileScope(scope), mapping: compiled, members })
  const planned = await compareWithStored(context, previewed, { sample, judged })
  return {
    object: 'directory_preview',
    is_whole: sample.hasAllUsers,
    looked_at: sample.users.length,
    expected: sample.expected,
    in_scope: judged.wanted.length + judged.refused.length,
    out_of_scope: judged.out.length,
    ...planned,
    attributes: judged.attributes.map((one) => ({ ...one })),
    problems: judged.problems.map((one) => ({ ...one })),
  }
}

type Read = { readonly sample: SourceSample; readonly judged: JudgedSample }
type Change = 'create' | 'update' | 'deactivate' | 'refuse'
type Named = {
  readonly change: Change
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly text: string | null
}

async function compareWithStored(
  context: ApiContext,
  { directory, opened, scope }: Previewed,
  { sample, judged }: Read,
) {
  const ref = { organizationId: directory.organizationId, directoryId: directory.id }
  // What cannot be read is at the source all the same, so what is stored of it stays.
  const unreadable = sample.unreadable.flatMap(({ kind, id }) => (kind === 'user' ? [id] : []))
  const ids = [...new Set([...sample.users.map(({ id }) => id), ...unreadable])]
  const [stored, groups, beside] = await Promise.all([
    findComparedUsers(context.database, ref, ids),
    findComparedGroups(
      context.database,
      ref,
      sample.groups.map(({ id }) => id),
    ),
    sample.hasAllUsers ? findUsersBeside(context.database, ref, { sourceIds: ids, limit: firstNames }) : [],
  ])
  const changes = judged.wanted.map((user) => changeOf(user, stored.get(user.source.id)))
  const isLeft = scope.on_leave !== 'keep'
  const left = isLeft ? judged.out.flatMap(({ id }) => activeIn(stored, id)) : []
  const stopped = judged.wanted.flatMap(({ source }) => (source.status === 'active' ? [] : activeIn(stored, source.id)))
  const seenActive = [...stored.values()].filter(({ active }) => active).length
  const absent = sample.hasAllUsers ? Math.max(0, directory.totals.activeUsers - seenActive) : 0
  const count = (change: Change | null) => changes.filter((one) => one === change).length
  const deactivate = left.length + stopped.length + absent
  const refused = judged.refused.length + sample.unreadable.length
  return {
    users: { create: count('create'), update: count('update'), unchanged: count(null), deactivate, refuse: refused },
    groups: groupCounts(sample, groups),
    first: [
      ...gone([...left, ...stopped]),
      ...beside.map((one): Named => ({ change: 'deactivate', ...one, text: null })),
      ...judged.refused.map(({ source, text }): Named => {
        return { change: 'refuse', id: source.id, name: source.alias ?? source.id, email: null, text }
      }),
      ...judged.wanted.flatMap((user, index) => named(user, changes[index] ?? null)),
    ]
      .slice(0, firstNames)
      .map((one) => ({ ...one })),
    held: heldText(directory, opened, deactivate),
  }
}

/** Created, changed, or as it is: null. Managers are told by others than the record, so they are not compared. */
function changeOf({ content }: WantedUser, stored: ComparedUser | undefined): Change | null {
  if (!stored) return 'create'
  const isSame =
    caseKey(stored.userName) === caseKey(content.userName) &&
    isDeepStrictEqual(comparable(stored.attributes), comparable(content.attributes)) &&
    (stored.active || !content.active)
  return isSame ? null : 'update'
}

function comparable(attributes: ComparedUser['attributes']): unknown {
  const { manager_id: _, manager_email: __, manager_name: ___, ...custom } = attributes.custom_attributes
  return JSON.parse(JSON.stringify({ ...attributes, custom_attributes: custom }))
}

function activeIn(stored: ReadonlyMap<string, ComparedUser>, sourceId: string): readonly ComparedUser[] {
  const user = stored.get(sourceId)
  return user?.active ? [user] : []
}

function gone(users: readonly ComparedUser[]): Named[] {
  return users.map(({ id, userName, attributes: { name, email } }) => {
    return { change: 'deactivate', id, name: name ?? userName, email, text: null }
  })
}

function named({ source, content }: WantedUser, change: Change | null): Named[] {
  if (change === null) return []
  const { name, email } = content.attributes
  return [{ change, id: source.id, name: name ?? content.userName, email, text: null }]
}

function groupCounts({ groups, hasAllGroups }: SourceSample, stored: ReadonlyMap<string, string>): JsonObject {
  const create = groups.filter(({ id }) => !stored.has(id)).length
  const update = groups.filter(({ id, name }) => stored.has(id) && stored.get(id) !== name).length
  return { is_whole: hasAllGroups, create, update, unchanged: groups.length - create - update }
}

/** Why the deletion guard would hold so many removals; null where it would not. */
function heldText({ totals }: DirectoryWithTotals, { connection }: OpenedConnection, planned: number): string | null {
  const counts = {
    kind: 'users',
    what: 'active users',
    total: totals.activeUsers,
    planned,
    held: 0,
    applied: 0,
  } as const
  const verdict = judge(counts, connection.guards)
  return verdict.isHeld ? verdict.text : null
}
