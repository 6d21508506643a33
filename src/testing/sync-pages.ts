import assert from 'node:assert/strict'
import type { Connector, OpenConnector, SourcePage } from '../connectors/connector.ts'
import type { DirectoryRef } from '../directory/commands.ts'
import { createDirectoryWriter } from '../directory/directory-writer.ts'
import { createDirectoryReader } from '../directory/read-directory.ts'
import { Guards, Schedule, Scope } from '../model/connection.ts'
import type { Event } from '../model/event.ts'
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import type { SourceGroup, SourceUser } from '../model/source-record.ts'
import type { RemovalState, SyncRun, SyncRunKind } from '../model/sync-run.ts'
import { createSealer } from '../platform/sealer.ts'
import { insertConnection } from '../store/connections.ts'
import type { Database } from '../store/database.ts'
import { selectStreamEvents } from '../store/read-events.ts'
import { noCounts } from '../store/sync-run-row.ts'
import { findSyncRun, insertSyncRun } from '../store/sync-runs.ts'
import type { Mapped, Mapping } from '../sync/mapping/mapping.ts'
import { noGiveWay } from '../sync/run/give-way.ts'
import { lookAhead } from '../sync/run/look-ahead.ts'
import { resolveReferences } from '../sync/run/resolve-references.ts'
import { retryProblems } from '../sync/run/retry-problems.ts'
import type { RunContext } from '../sync/run/run-context.ts'
import { noWaits } from '../sync/run/wait-meter.ts'
import { writePage } from '../sync/run/write-page.ts'
import type { ScopeRule } from '../sync/scope/scope-rule.ts'
import { createTestDatabase } from './database.ts'
import { makeDirectory, testPlatform } from './directories.ts'
import { loadStoredUsers } from './load-stored-users.ts'

/** A user of a source: its login is `<id>@example.com` unless `attributes` say otherwise. */
export function sourceUser(id: string, attributes: JsonObject = {}, given: Partial<SourceUser> = {}): SourceUser {
  const login = `${id}@example.com`
  const own = { login, email: login, title: 'Nurse', ...attributes }
  return { id, status: 'active', statusDetail: 'ACTIVE', attributes: own, ...given }
}

/** A group of a source. */
export function sourceGroup(id: string, name = `Group ${id}`, attributes: JsonObject = {}): SourceGroup {
  return { id, name, attributes: { name, ...attributes } }
}

/** Maps `login`, `email`, `title` and `cost`; a record without a login is a problem. */
export const testMapping: Mapping = { apply: applyTestMapping }

function applyTestMapping(user: SourceUser): Mapped {
  const { login, email, title, cost } = user.attributes
  const unknown = new Set((user.unknown ?? []).map((path) => (path === 'title' ? 'job_title' : path)))
  if (typeof login !== 'string') {
    const problem = { target: 'username', code: 'missing', text: 'There is no login.' }
    return { content: null, unknown, manager: null, problems: [problem] }
  }
  const address = textOf(email)
  const attributes = {
    first_name: null,
    last_name: null,
    name: login,
    email: address,
    emails: address === null ? [] : [{ type: 'work', value: address, primary: true }],
    job_title: textOf(title),
    username: login,
    custom_attributes: cost === undefined || cost === null ? {} : { cost },
  }
  const content = {
    userName: login,
    externalId: user.id,
    active: user.status === 'active',
    attributes,
    document: user.attributes,
  }
  return { content, unknown, manager: user.manager ?? null, problems: [] }
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}

/** Users with `isOut` are out of scope. */
export const testScope: ScopeRule = {
  decide: ({ attributes }) => ({ isIn: attributes.isOut !== true, reason: 'says isOut' }),
}

/** A directory that is read, with runs that take pages, and what tests ask of it. */
export async function setUpPages(given?: { readonly database: Database }) {
  const created = given ? { ...given, [Symbol.asyncDispose]: async () => {} } : await createTestDatabase()
  const { database } = created
  const directory = await makeDirectory(database)
  const platform = testPlatform()
  const writer = createDirectoryWriter({ database, platform })
  const connection = await insertConnection(database, {
    ...directory,
    type: 'okta',
    settings: {},
    sealedSecrets: null,
    mapping: [],
    scope: Scope.parse({}),
    guards: Guards.parse({}),
    schedule: Schedule.parse({}),
    nextRunAt: null,
    wakeUpHash: null,
    updatedAt: platform.clock.now(),
  })
  const base = {
    database,
    platform,
    connection,
    submit: writer.submit,
    giveWay: noGiveWay,
    waits: noWaits,
    sealer: createSealer(Buffer.alloc(32), 'sync'),
    // The pages come from the test.
    connector: {} as Connector,
    source: {} as OpenConnector,
    mapping: testMapping,
    scope: testScope,
    isInScopeGroup: () => false,
    signal: new AbortController().signal,
  }
  return {
    ...created,
    directory,
    platform,
    writer,
    /** Begins a run, which ends the one before. */
    beginRun: async (kind: SyncRunKind = 'full') =>
      takePages({ ...base, run: await makeRun(base, directory, kind), fence: 1 }),
    ...lookAtDirectory(database, directory),
    ...lookAtSync(database, directory),
  }
}

async function makeRun(
  { database, platform }: Pick<RunContext, 'database' | 'platform'>,
  directory: DirectoryRef,
  kind: SyncRunKind,
): Promise<SyncRun> {
  await database.query({
    text: `update sync_runs set state = 'completed' where organization_id = $1 and directory_id = $2`,
    values: [directory.organizationId, directory.directoryId],
  })
  const createdAt = platform.clock.now()
  const id = platform.newId('sync_run', createdAt)
  const cause = { source: 'sync', actorId: null, requestId: null } as const
  await insertSyncRun(database, { ...directory, id, kind, trigger: 'manual', createdAt, generation: 1, cause })
  await database.query({
    text: `update sync_runs set state = 'running', fence = 1 where organization_id = $1 and id = $2`,
    values: [directory.organizationId, id],
  })
  const run = await findSyncRun(database, directory, { id })
  assert.ok(run)
  return run
}

function takePages(context: RunContext) {
  let counts = noCounts
  let page = 0
  return {
    counts: () => counts,
    async page(content: Omit<SourcePage, 'resume'>) {
      const place = { page, sealedPosition: `position ${page}`, counts, expected: null }
      counts = await writePage(context, await lookAhead(context, { ...content, resume: String(page) }), place)
      page += 1
      return counts
    },
    async references() {
      counts = await resolveReferences(context, counts)
    },
    async retry() {
      counts = await retryProblems(context, counts)
    },
  }
}

/** What a directory holds and has told. */
function lookAtDirectory(database: Database, directory: DirectoryRef) {
  const reader = createDirectoryReader(database)

  async function users() {
    const all = await loadStoredUsers(database, directory)
    return all.toSorted((one, other) => (one.userName < other.userName ? -1 : 1))
  }

  async function user(sourceId: string) {
    const found = (await users()).find(({ externalId }) => externalId === sourceId)
    assert.ok(found, `there is no user ${sourceId}`)
    return found
  }

  async function groups() {
    const page = { filter: null, sort: null, startIndex: 1, count: 1000, members: true }
    return (await reader.listGroups(directory, page)).records
  }

  /** The members of a group by the source's ids. */
  async function members(groupSourceId: string): Promise<string[]> {
    const [all, people] = [await groups(), await users()]
    const group = all.find(({ externalId }) => externalId === groupSourceId)
    assert.equal(group?.memberCount, group?.members?.length)
    const named = new Map([...all, ...people].map(({ id, externalId }) => [id, externalId ?? '']))
    const names = (group?.members ?? []).map(({ id, type }) => (type === 'pending' ? type : (named.get(id) ?? '?')))
    return names.toSorted()
  }

  async function events(): Promise<Event[]> {
    const stream = { organizationId: directory.organizationId, streamId: directory.directoryId }
    const all = await selectStreamEvents(database, stream, { afterSeq: 0, toSeq: 1e9, limit: 1e6 })
    assert.deepEqual(
      all.map(({ seq }) => seq),
      all.map((_, index) => index + 1),
    )
    return all
  }

  /** The types of the events, without `dsync.`. */
  const told = async () => (await events()).map(({ type }) => type.replace('dsync.', ''))
  return { users, user, groups, members, events, told }
}

/** What the engine has noted of a directory. */
function lookAtSync(database: Database, { organizationId, directoryId }: DirectoryRef) {
  const here = 'where organization_id = $1 and directory_id = $2'
  const rows = <Row>(text: string) => database.query<Row>({ text, values: [organizationId, directoryId] })
  return {
    /** Changes the directory's rows of a table. */
    change: (text: string) => rows(`${text} ${here}`),
    runs: () =>
      rows<{ pages: number; sealed_position: string }>(`select pages, sealed_position from sync_runs ${here}`),
    removals: () =>
      rows<{ kind: string; reason: string; name: string; detail: string; state: RemovalState }>(
        `select kind, reason, name, detail, state from staged_removals ${here} order by id`,
      ),
    problems: () =>
      rows<{ source_id: string; code: string; attempts: number }>(
        `select source_id, code, attempts from sync_problems ${here} order by source_id, code`,
      ),
    records: () =>
      rows<{ source_id: string; number: number; open: boolean }>(
        `select source_id, number, hash is null as open from source_records ${here} order by kind, source_id`,
      ),
    references: () =>
      rows<{ kind: string; name: string; is_resolvable: boolean }>(
        `select kind, name, is_resolvable from source_references ${here} order by kind, name`,
      ),
    sightings: () =>
      database.query<{ group_id: string; numbers: number[] }>({
        text: `select group_id, array_agg(distinct number order by number) as numbers
          from sync_run_sightings, unnest(numbers) as number where organization_id = $1 group by group_id`,
        values: [organizationId],
      }),
  }
}

/** The id of the record that an event is about within a membership. */
export function memberOf({ data }: Event): string {
  const member = data.user ?? data.member_group
  return isJsonObject(member) ? String(member.id) : ''
}
