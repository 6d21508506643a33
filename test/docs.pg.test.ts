import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { fillApiDocument } from '../scripts/api-document.ts'
import { fillAuditDocument } from '../scripts/audit-document.ts'
import { connectDocuments } from '../scripts/connect-document.ts'
import { fillEventsDocument } from '../scripts/events-document.ts'
import { fillScimDocument } from '../scripts/scim-document.ts'
import { scimEndpoints } from '../scripts/scim-endpoints.ts'
import { objectSchemas } from '../src/api/objects/answer-schemas.ts'
import { describedRoutes, routes } from '../src/api/routes.ts'
import { connectors } from '../src/connectors/connectors.ts'
import { SourceError } from '../src/connectors/source-error.ts'
import { errorList } from '../src/errors.ts'
import { PullDirectoryType } from '../src/model/connection.ts'
import { ScimDirectoryType } from '../src/model/directory.ts'
import { eventTypes } from '../src/model/event.ts'
import type { GroupContent } from '../src/model/group.ts'
import type { JsonObject } from '../src/model/json.ts'
import type { SyncRunState } from '../src/model/sync-run.ts'
import { createTestApi, type TestApi } from '../src/testing/api-app.ts'
import { createTestDirectory } from '../src/testing/api-objects.ts'
import { commands } from '../src/testing/directories.ts'
import { creationOfGroup, creationOfUser } from '../src/testing/directory-content.ts'
import { sendEverythingOfPeople } from '../src/testing/everything-of-people.ts'
import { createMemorySource, type MemorySource } from '../src/testing/memory-connector.ts'
import { createPulledDirectory, startTestSync, untilRun } from '../src/testing/pulled-directory.ts'
import { createRouteWorld } from '../src/testing/route-requests.ts'

const apiDocument = readDocument('api.md')
const auditDocument = readDocument('audit-log.md')
const eventsDocument = readDocument('events.md')
const scimDocument = readDocument('scim.md')

function readDocument(name: string): string {
  return readFileSync(new URL(`../docs/reference/${name}`, import.meta.url), 'utf8')
}

/** The JSON that stands under a heading. */
function exampleUnder(document: string, heading: string): JsonObject | undefined {
  const section = document.split(`\n### ${heading}\n`)[1]?.split('\n### ')[0]
  const example = /```json\n([\s\S]*?)```/.exec(section ?? '')?.[1]
  return example === undefined ? undefined : JSON.parse(example)
}

const keysOf = (value: object | undefined) => Object.keys(value ?? {}).sort()

test('the document of the API says what its routes are: "npm run docs" was run', () => {
  assert.equal(fillApiDocument(apiDocument, describedRoutes), apiDocument)
  assert.throws(() => fillApiDocument('', describedRoutes), /no part "permissions"/)
  for (const type of [...ScimDirectoryType.options, ...PullDirectoryType.options])
    assert.ok(apiDocument.includes(`| \`${type}\` |`), type)
  for (const { path, status, answer } of describedRoutes)
    assert.equal(answer === undefined, status === 204 || status === 202, path)
})

/** What no caller of the API sees: errors of the command line, of SCIM and of the demo, and those that have WorkOS's code. */
const errorsOfOthers: readonly string[] = [
  ...['api_key_missing', 'api_call_refused', 'server_unreachable', 'server_too_slow', 'not_a_muster_server'],
  ...['import_source_unreachable', 'import_source_refused', 'import_source_unreadable'],
  ...['invalid_token', 'directory_inactive', 'user_not_found', 'group_not_found', 'group_name_taken'],
  ...['version_mismatch', 'dependency_failed', 'too_many_requests', 'demo_not_ready', 'demo_forbidden'],
  ...['not_found', 'directory_not_found', 'invalid_expression', 'sync_run_lost', 'config_not_compiled'],
]

test('the document of the API names every error of it, with its status', () => {
  const rows = apiDocument.split('\n').filter((line) => /^\| \d{3} \|/.test(line))
  for (const [code, { status }] of Object.entries(errorList)) {
    const isMissing = !rows.some((row) => row.startsWith(`| ${status} |`) && row.includes(`\`${code}\``))
    if (isMissing && status !== 500) assert.ok(errorsOfOthers.includes(code), `${code} is not among the errors`)
  }
})

test('the document of the audit log names the action of every route: "npm run docs" was run', () => {
  assert.equal(fillAuditDocument(auditDocument, describedRoutes), auditDocument)
})

test('the document of the events tells of every type: "npm run docs" was run', () => {
  assert.equal(fillEventsDocument(eventsDocument), eventsDocument)
})

test('how each source is connected is told by a page of its own: "npm run docs" was run', () => {
  for (const [name, page] of connectDocuments(connectors)) {
    const stored = readFileSync(new URL(`../docs/connect/${name}`, import.meta.url), 'utf8')
    assert.equal(stored, page, name)
  }
})

test('the document of the SCIM server says what it serves: "npm run docs" was run', async () => {
  const endpoints = await scimEndpoints()
  assert.equal(fillScimDocument(scimDocument, endpoints), scimDocument)
  assert.deepEqual(
    endpoints.find(({ path }) => path === '/Users/:id'),
    { path: '/Users/:id', methods: ['GET', 'PUT', 'PATCH', 'DELETE'] },
  )
  assert.ok(!endpoints.some(({ path }) => path === '/Me'))
})

test('the links within the reference lead somewhere', () => {
  const files = readdirSync(new URL('../docs/reference/', import.meta.url))
  const documents = new Map(files.map((file) => [file, readDocument(file)]))
  for (const [own, document] of documents) {
    for (const [link, file, anchor] of document.matchAll(/\]\(([\w.-]*)#([\w-]+)\)/g)) {
      const anchors = [...(documents.get(file || own) ?? '').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
        toAnchor(heading),
      )
      assert.ok(anchors.includes(anchor ?? ''), `${own}: ${link}`)
    }
  }
})

/** The anchor that forges make of a heading. */
function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(' ', '-')
    .replace(/[^\w-]/g, '')
}

test('the objects of the document have the fields of those that the API gives', async () => {
  await using api = await createTestApi()
  const { id, organizationId, token, scope } = await createTestDirectory(api)
  const { user } = await api.context.submit(scope, creationOfUser('ada@acme.test'))
  await api.app.inject({ url: `/scim/v2/${id}/Users`, headers: { authorization: `Bearer ${token}` } })
  const { user: gone } = await api.context.submit(scope, creationOfUser('bert@acme.test'))
  await api.context.submit(scope, commands.deleteUser(gone.id))
  const { group } = await api.context.submit(scope, creationOfGroup('Engineering'))
  await api.call('POST', '/api_keys', { body: { name: 'key', organization_id: organizationId } })
  await api.feed()
  const urn = 'urn:example:schemas:extension:badge:2.0:User'
  const attributes = [{ name: 'badge', type: 'string' }]
  const extension = { urn, name: 'Badge', resource_type: 'User', attributes }
  const extensions = `/organizations/${organizationId}/schema_extensions`
  assert.equal((await api.call('POST', extensions, { body: extension })).status, 201)
  const get = async (path: string) => (await api.call('GET', path)).body
  const named = { organization_id: organizationId, domain: 'acme.test' }
  const { body: domain } = await api.call('POST', '/organization_domains', { body: named })
  await api.call('POST', '/portal/generate_link', { body: { organization: organizationId } })
  const shown: Record<string, object> = {
    organization: await get(`/organizations/${organizationId}`),
    organization_domain: domain,
    portal_link: (await get('/portal/links')).data[0],
    directory_setup: await get(`/directories/${id}/setup`),
    provider: (await get('/providers')).data[0],
    schema_extension: (await get(extensions)).data[0],
    directory: await get(`/directories/${id}`),
    directory_token: (await get(`/directories/${id}/tokens`)).data[0],
    scim_request: (await get(`/directories/${id}/scim_requests`)).data[0],
    directory_user: await get(`/directory_users/${user.id}`),
    deleted_directory_user: (await get(`/directories/${id}/deleted_users`)).data[0],
    directory_user_source: await get(`/directory_users/${user.id}/source`),
    directory_group: await get(`/directory_groups/${group.id}`),
    event: (await get('/events')).data[0],
    api_key: (await get('/api_keys')).data[0],
    audit_entry: (await get('/audit_log')).data[0],
    import_result: await importOne(api),
    ...(await callOne(api)),
    ...(await pullOne(api)),
  }
  const answers = routes.flatMap(({ answer }) => /^(?:list of )?(\w+)/.exec(answer ?? '')?.[1] ?? [])
  for (const name of new Set(answers)) {
    const example = exampleUnder(apiDocument, name)
    assert.equal(example?.object, name)
    // Every answer that a test gets is parsed strictly by its schema (src/testing/described-answers.ts).
    if (shown[name]) assert.deepEqual(keysOf(example), keysOf(shown[name]), name)
    else
      assert.ok(
        answersWith(name).some((schema) => isDeepStrictEqual(schema.safeParse(example).data, example)),
        name,
      )
  }
})

/** The schemas of what routes answer with, by the name of the object: shown in a list it may have less than by itself. */
function answersWith(name: string): z.ZodType[] {
  return Object.entries(objectSchemas).flatMap(([words, schema]) => (words.split(',')[0] === name ? [schema] : []))
}

/** A webhook endpoint and a sink, and a call to each that nobody answers. */
async function callOne(api: TestApi): Promise<Record<string, object>> {
  const nats = { type: 'nats', settings: { servers: ['nats://127.0.0.1:1'] }, name: 'Event bus' }
  const made: Record<string, object> = {}
  for (const [path, body] of [
    ['/webhook_endpoints', { endpoint_url: 'http://127.0.0.1:1/' }] as const,
    ['/sinks', nats] as const,
  ]) {
    const { body: destination } = await api.call('POST', path, { body })
    await api.call('POST', `${path}/${destination.id}/test`, { body: {} })
    const { body: attempts } = await api.call('GET', `${path}/${destination.id}/attempts`)
    Object.assign(made, { [destination.object]: destination, [`${destination.object}_attempt`]: attempts.data[0] })
  }
  return made
}

/** What is answered of a directory that is read, and of one with files. */
async function pullOne(api: TestApi): Promise<Record<string, object>> {
  const { id, organizationId } = await createPulledDirectory(api, { name: 'Pulled' })
  const path = `/directories/${id}`
  const first = async (below: string) => (await api.call('GET', below)).body.data[0]
  const post = async (below: string) => (await api.call('POST', `${path}/${below}`, { body: {} })).body
  const attributes = `/organizations/${organizationId}/custom_attributes`
  const { pulled_directory: other, approved_run: run } = await createRouteWorld(api, 'world')
  return {
    connector: await first('/connectors'),
    connection: (await api.call('GET', `${path}/connection`)).body,
    check_report: await post('connection/check'),
    mapping_preview: await post('mapping/preview'),
    scope_preview: await post('scope/preview'),
    sync_run: await post('sync_runs'),
    staged_removal: await first(`/directories/${other}/sync_runs/${run}/removals`),
    sync_problem: await first(`/directories/${other}/problems`),
    custom_attribute: (await api.call('PUT', `${attributes}/badge`, { body: { type: 'text' } })).body,
    source_file: objectSchemas.source_file.meta()?.example as object,
  }
}

/** What is answered of one organization that is imported. */
async function importOne(api: TestApi): Promise<object> {
  const organizations = [{ id: 'org_imported', name: 'Imported' }]
  return (await api.call('POST', '/imports/organizations', { body: { organizations } })).body.data[0]
}

test('every type of event is told of, with data as it is sent', async () => {
  const source = createMemorySource()
  await using api = await createTestApi({ connectors: [source.connector] })
  await sendEverythingOfRuns(api, source)
  const sent = new Map([...(await sendEveryType(api)), ...(await sendEverythingOfPeople(api))])
  for (const type of eventTypes) {
    assert.ok(eventsDocument.includes(`\n### ${type}\n`), type)
    const example = exampleUnder(eventsDocument, type)
    // It is sent after days of failure; the test of that has its data.
    if (type === 'muster.destination.paused') continue
    assert.ok(sent.has(type), `${type} was not sent`)
    assert.deepEqual(keysOf(example), keysOf(sent.get(type)), type)
  }
})

/** Has a directory read until everything has happened that runs have events of. */
async function sendEverythingOfRuns(api: TestApi, source: MemorySource): Promise<void> {
  await using _ = startTestSync(api)
  source.putUsers(12)
  const { id } = await createPulledDirectory(api, { name: 'Pulled' })
  let last = await untilRun(api, { id }, ['completed'])
  const next = async (state: SyncRunState, kind = 'full') => {
    await api.call('POST', `/directories/${id}/sync_runs`, { body: { kind } })
    last = await untilRun(api, { id, after: last.id }, [state])
  }
  const scope = { rule: "user.login != 'u00012@example.com'" }
  await api.call('PUT', `/directories/${id}/connection`, { body: { scope } })
  last = await untilRun(api, { id, after: last.id }, ['completed'])
  for (const user of [...source.users.keys()].slice(0, 7)) source.removeUser(user)
  await next('waiting')
  await api.call('POST', `/directories/${id}/sync_runs/${last.id}/reject`, { body: {} })
  source.faults.closed = new SourceError('credentials_refused', 'Make a new key.')
  await next('failed')
  source.faults.closed = null
  await api.call('POST', `/directories/${id}/sync_runs`, { body: {} })
  await untilRun(api, { id, after: last.id }, ['completed'])
}

/** Makes a directory live through everything that has an event, and gives the data of an event of each type. */
async function sendEveryType(api: TestApi): Promise<ReadonlyMap<string, object>> {
  const { id, scope } = await createTestDirectory(api)
  const { submit } = api.context
  const { user } = await submit(scope, creationOfUser('ada@acme.test'))
  const { group } = await submit(scope, creationOfGroup('Engineering', [user.id]))
  const { group: inner } = await submit(scope, creationOfGroup('Compilers'))
  await submit(scope, commands.changeMembers(group.id, { op: 'add', ids: [inner.id] }))
  await submit(scope, commands.changeMembers(group.id, { op: 'remove', ids: [inner.id, user.id] }))
  await submit(
    scope,
    commands.updateUser(user.id, (stored) => ({ ...stored, document: { ...stored.document, nickName: 'Ad' } })),
  )
  await submit(
    scope,
    commands.updateUser(user.id, (stored) => ({ ...stored, attributes: { ...stored.attributes, name: 'Ada Lind' } })),
  )
  await submit(scope, {
    ...commands.renameGroup(group.id, 'Engineering'),
    change: (stored: GroupContent) => ({ ...stored, document: { ...stored.document, note: 'x' } }),
  })
  await submit(scope, commands.renameGroup(group.id, 'Platform'))
  await submit(scope, commands.deleteUser(user.id))
  await submit(scope, commands.deleteGroup(group.id))
  const [token] = (await api.call('GET', `/directories/${id}/tokens`)).body.data
  await api.call('DELETE', `/directories/${id}/tokens/${token.id}`)
  await api.call('POST', `/directories/${id}/pause`)
  await api.call('POST', `/directories/${id}/resume`)
  await api.call('DELETE', `/directories/${id}`)
  await api.feed()
  const { data: events } = (await api.call('GET', '/events?limit=100')).body
  return new Map(events.map(({ event, data }: { event: string; data: object }) => [event, data]))
}
