import assert from 'node:assert/strict'
import type { Route } from '../api/route.ts'
import { routes } from '../api/routes.ts'
import type { AuditAction } from '../model/audit-entry.ts'
import { applyPeople, peopleCause } from '../people/apply-people.ts'
import { stageRemovals } from '../store/staged-removals.ts'
import { noteProblems } from '../store/sync-problems.ts'
import type { TestApi } from './api-app.ts'
import { createTestDirectory, type TestDirectory } from './api-objects.ts'
import { commands } from './directories.ts'
import { creationOfGroup, creationOfUser } from './directory-content.ts'
import { memorySettings } from './pulled-directory.ts'

/** The ids of one organization with one object of each kind, by the name of the kind. */
export type RouteWorld = Readonly<Record<string, string>>

/** A request to a route. */
export type RouteRequest = { readonly url: string; readonly body?: object }

/** Makes an organization with one object of each kind that a route can be about. `name` is unique, in lower case. */
export async function createRouteWorld(api: TestApi, name: string): Promise<RouteWorld> {
  const made = await createTestDirectory(api, name)
  const world = {
    organization: made.organizationId,
    directory: made.id,
    name,
    ...(await makePeople(api, made, name)),
    ...(await makeOfOrganization(api, made.organizationId, name)),
    ...(await makeDestinations(api, made)),
    ...(await makePulled(api, made, name)),
    ...(await makeOverlay(api, made, name)),
  }
  await api.feed()
  return world
}

/** What is in a directory: people, and what its source has to do with them. */
async function makePeople(api: TestApi, { id, token, scope }: TestDirectory, name: string): Promise<RouteWorld> {
  const { submit, directoryTokens } = api.context
  const { user } = await submit(scope, creationOfUser(`${name}@${name}.test`))
  const { user: gone } = await submit(scope, creationOfUser(`gone@${name}.test`))
  await submit(scope, commands.deleteUser(gone.id))
  const { group } = await submit(scope, creationOfGroup(`Group of ${name}`, [user.id]))
  const { tokenId } = await directoryTokens.authenticate(id, token)
  await api.app.inject({ url: `/scim/v2/${id}/Users`, headers: { authorization: `Bearer ${token}` } })
  const request = await firstOf(api, `/directories/${id}/scim_requests`)
  const { person, ...cases } = await makePersons(api, scope, { user: user.id, name })
  await api.feed()
  const event = await firstOf(api, `/events?directory_id=${id}`)
  const users = { directory_user: user.id, deleted_user: gone.id, directory_group: group.id }
  return { event, ...users, person, ...cases, token: tokenId, request }
}

/** The person that a user is, another user of whom somebody is asked whose it is, and a third who can become the first. */
async function makePersons(
  { context, database }: TestApi,
  scope: TestDirectory['scope'],
  { user, name }: { readonly user: string; readonly name: string },
): Promise<RouteWorld & { readonly person: string }> {
  const { organizationId } = scope
  const { user: other } = await context.submit(scope, creationOfUser(`other@${name}.test`))
  const { user: third } = await context.submit(scope, creationOfUser(`third@${name}.test`))
  const work = { organizationId, userIds: [user, other.id, third.id], cause: peopleCause }
  await database.transaction((transaction) => applyPeople(transaction, context, work))
  const now = context.platform.clock.now()
  const { newId } = context.platform
  const id = newId('match_case', now)
  await database.query({
    text: `insert into match_cases (organization_id, id, user_id, directory_id, state, reason, rule, candidates, opened_at)
      values ($1, $2, $3, $4, 'open', 'conflict', 'mail', '[]', $5)`,
    values: [organizationId, id, other.id, scope.directoryId, now],
  })
  const links = await database.query<{ user_id: string; person_id: string }>({
    text: 'select user_id, person_id from person_links where organization_id = $1',
    values: [organizationId],
  })
  const personOf = (userId: string) => links.find((link) => link.user_id === userId)?.person_id ?? ''
  const [person, merging] = [personOf(user), personOf(third.id)]
  const [attribute_case, decided_case] = [newId('attribute_case', now), newId('attribute_case', now)]
  const claimOf = (userId: string) =>
    JSON.stringify([{ directory_user_id: userId, directory_id: scope.directoryId, value: 'Lead' }])
  await database.query({
    text: `insert into attribute_cases (organization_id, id, person_id, attribute, state, claims, chosen_user_id, opened_at)
      values ($1, $2, $3, 'title', 'open', $4, null, $9), ($1, $5, $6, 'title', 'decided', $7, $8, $9)`,
    values: [
      organizationId,
      attribute_case,
      person,
      claimOf(user),
      decided_case,
      merging,
      claimOf(third.id),
      third.id,
      now,
    ],
  })
  return { person, merging, match_case: id, attribute_case, decided_case }
}

/** A directory that Muster reads itself, with a run for everything that can be done with one. */
async function makePulled(api: TestApi, { organizationId }: TestDirectory, name: string): Promise<RouteWorld> {
  const directory = await make(api, '/directories', {
    organization_id: organizationId,
    name: `Pulled of ${name}`,
    type: 'okta',
    connection: { settings: memorySettings },
  })
  const runs = { organizationId, directoryId: directory, name }
  await api.call('PUT', `/organizations/${organizationId}/custom_attributes/badge`, { body: { type: 'text' } })
  return {
    pulled_directory: directory,
    run: await insertRun(api, { ...runs, state: 'queued' }),
    approved_run: await insertRun(api, { ...runs, state: 'waiting' }),
    rejected_run: await insertRun(api, { ...runs, state: 'waiting' }),
    judged_run: await insertRun(api, { ...runs, state: 'waiting' }),
    problem: await insertProblem(api, runs),
  }
}

type OfPulled = { readonly organizationId: string; readonly directoryId: string; readonly name: string }

/** A run as the engine would have left it, which does not work here; one that waits holds a removal. */
async function insertRun(api: TestApi, run: OfPulled & { readonly state: 'queued' | 'waiting' }): Promise<string> {
  const { platform, database } = api.context
  const now = platform.clock.now()
  const id = platform.newId('sync_run', now)
  await database.query({
    text: `insert into sync_runs (organization_id, id, directory_id, kind, trigger, state, phase, generation, cause,
        created_at, updated_at) values ($1, $2, $3, 'full', 'manual', $4, 'guard', 1, '{}', $5, $5)`,
    values: [run.organizationId, id, run.directoryId, run.state, now],
  })
  const removal = {
    id: platform.newId('removal', now),
    kind: 'user',
    reason: 'absent',
    objectId: id,
    name: run.name,
  } as const
  await stageRemovals(database, { ...run, runId: id, at: now }, [removal])
  await database.query({ text: `update staged_removals set state = 'held' where id = $1`, values: [removal.id] })
  return id
}

async function insertProblem({ context }: TestApi, { organizationId, directoryId, name }: OfPulled): Promise<string> {
  const { platform, database } = context
  const at = platform.clock.now()
  const id = platform.newId('problem', at)
  const problem = { id, kind: 'user', sourceId: name, code: 'user_name_taken', text: '', name, record: null } as const
  await noteProblems(database, { organizationId, directoryId, at }, [{ ...problem, isRetried: true }])
  return id
}

async function makeOfOrganization(api: TestApi, organization: string, name: string): Promise<RouteWorld> {
  const external = `external-${name}`
  await api.call('PUT', `/organizations/${organization}`, { body: { external_id: external } })
  await make(api, '/portal/generate_link', { organization })
  const urn = `urn:${name}:User`
  const defined = { urn, name, resource_type: 'User', attributes }
  return {
    external,
    audit_entry: await firstOf(api, `/audit_log?organization_id=${organization}`),
    link: await firstOf(api, `/portal/links?organization_id=${organization}`),
    member: await make(api, '/members', { email: `member@${name}.test`, name, role: 'support' }),
    api_key: await make(api, '/api_keys', { name, organization_id: organization }),
    extension: await make(api, `/organizations/${organization}/schema_extensions`, defined),
    organization_domain: await make(api, '/organization_domains', {
      organization_id: organization,
      domain: `${name}.test`,
    }),
  }
}

/** What an organization writes as code: a team, a group that is deleted, and a plan for each thing that is done with one. */
async function makeOverlay(api: TestApi, { organizationId }: TestDirectory, name: string): Promise<RouteWorld> {
  const objects = `/organizations/${organizationId}/overlay/objects`
  for (const id of ['team', 'spare', 'gone']) {
    await make(api, objects, { document: { kind: 'Team', id: `${id}-of-${name}` } })
  }
  await api.call('DELETE', `${objects}/Team/gone-of-${name}`)
  const files = [{ path: 'group.yaml', text: `kind: Group\nid: group-of-${name}\n` }]
  const plan = () => make(api, `/organizations/${organizationId}/plans`, { files })
  const url = `https://git.test/${name}/people.git`
  return {
    config_repository: await make(api, `/organizations/${organizationId}/config_repositories`, { url }),
    ...{ object: `team-of-${name}`, spare_object: `spare-of-${name}`, deleted_object: `gone-of-${name}` },
    ...{ plan: await plan(), approved_plan: await plan(), rejected_plan: await plan() },
  }
}

async function makeDestinations(api: TestApi, { id: directory, organizationId }: TestDirectory): Promise<RouteWorld> {
  const owner = { organization_id: organizationId }
  const sink = await make(api, '/sinks', { ...redisSink, ...owner })
  const endpoint = await make(api, '/webhook_endpoints', { endpoint_url: nowhere, ...owner })
  const attempt = await make(api, `/webhook_endpoints/${endpoint}/test`, {})
  await referToFirstEvent(api, { attempt, directory })
  return { sink, webhook_endpoint: endpoint, attempt }
}

/** Makes an object and gives its id. */
async function make(api: TestApi, path: string, body: object): Promise<string> {
  const answer = await api.call('POST', path, { body })
  assert.ok(answer.body.id, `${path} answered ${JSON.stringify(answer.body)}`)
  return answer.body.id
}

/** The id of the first object of a list. */
async function firstOf(api: TestApi, path: string): Promise<string> {
  const { body } = await api.call('GET', path)
  return body.data[0].id
}

/** Nobody listens there, so that a call fails at once. */
const nowhere = 'http://127.0.0.1:1/'
const redisSink = { type: 'redis', settings: { url: 'redis://127.0.0.1:1' } }

/** Makes an attempt that was a test one of an event that is in the log, so that it can be repeated. */
async function referToFirstEvent(api: TestApi, of: { readonly attempt: string; readonly directory: string }) {
  await api.database.query({
    text: `update delivery_attempts set stream_id = $2, first_seq = 1, last_seq = 1,
        event_id = (select id from events where stream_id = $2 and seq = 1)
      where id = $1`,
    values: [of.attempt, of.directory],
  })
}

/** Which kind `:id` of a path is, by the path or else by its first part. */
const kindOf: Readonly<Record<string, string>> = {
  '/directory_users/:id/restore': 'deleted_user',
  config_repositories: 'config_repository',
  '/portal/links/:id': 'link',
  '/imports/directories/:id/users': 'directory',
  '/imports/directories/:id/groups': 'directory',
  organizations: 'organization',
  organization_domains: 'organization_domain',
  directories: 'directory',
  directory_users: 'directory_user',
  directory_groups: 'directory_group',
  api_keys: 'api_key',
  webhook_endpoints: 'webhook_endpoint',
  sinks: 'sink',
  members: 'member',
  sync_runs: 'run',
  people: 'person',
  match_cases: 'match_case',
  attribute_cases: 'attribute_case',
  plans: 'plan',
  '/attribute_cases/:id/reopen': 'decided_case',
  '/plans/:id/approve': 'approved_plan',
  '/plans/:id/reject': 'rejected_plan',
  events: 'event',
  audit_log: 'audit_entry',
}

/** Which parts of a directory only one has that Muster reads itself. */
const pulledParts = ['connection', 'mapping', 'scope', 'preview', 'source_groups', 'files', 'sync_runs', 'problems']

/** Which run a route is about, where it cannot be any. */
const runOf: Readonly<Record<string, string>> = {
  approve: 'approved_run',
  reject: 'rejected_run',
  reevaluate: 'judged_run',
}

/** Which queries point a list at what is of the organization. */
const queriesOf: Readonly<Record<string, readonly string[]>> = {
  '/organizations': ['', 'search=:name', 'domains=:name.test'],
  '/directories': ['', 'search=:name', 'organization_id=:organization', 'domain=:name.test'],
  '/directory_users': [
    'directory=:directory',
    'group=:directory_group',
    'directory=:directory&email=:name@:name.test',
    'search=:name&sort=name',
    'organization_id=:organization',
    'sort=updated_at&directory=:directory',
    'sort=name&group=:directory_group',
  ],
  '/directory_users/count': ['search=:name', 'directory=:directory'],
  '/directory_groups': [
    'directory=:directory',
    'user=:directory_user',
    'search=:name',
    'organization_id=:organization',
  ],
  '/directory_users/:id/as_of': ['time=2026-01-01T00:00:00Z'],
  '/directory_groups/count': ['search=:name', 'directory=:directory'],
  '/sync_runs': ['', 'organization_id=:organization', 'directory_id=:pulled_directory', 'states=waiting'],
  '/people': ['organization_id=:organization', 'organization_id=:organization&search=:name&statuses=active'],
  '/rules/preview': ['organization_id=:organization&rule=person.active'],
  '/rules/explain': ['person_id=:person&rule=person.active'],
  '/rules/convert': ['organization_id=:organization&from=okta&rule=user.department==%22Sales%22'],
  '/rules/vocabulary': ['organization_id=:organization'],
  '/rules/values': ['organization_id=:organization&attribute=department'],
  '/people/:id/merge': ['person_id=:merging'],
  '/people/count': ['organization_id=:organization', 'organization_id=:organization&search=:name'],
  '/match_cases': ['organization_id=:organization', 'organization_id=:organization&state=open'],
  '/match_cases/count': ['organization_id=:organization'],
  '/attribute_cases': ['organization_id=:organization', 'organization_id=:organization&state=open'],
  '/attribute_cases/count': ['organization_id=:organization'],
  '/events': [
    '',
    'organization_id=:organization',
    'directory_id=:directory',
    'object_id=:directory_user&include=log_entry',
  ],
  '/api_keys': ['', 'organization_id=:organization'],
  '/members': ['', 'state=invited'],
  '/settings': [''],
  '/sinks': ['', 'organization_id=:organization'],
  '/webhook_endpoints': ['', 'organization_id=:organization'],
  '/audit_log/choices': ['', 'organization_id=:organization'],
  '/audit_log': ['', 'organization_id=:organization', 'target=:directory'],
  '/portal/links': ['', 'organization_id=:organization'],
  '/connectors': [''],
  '/directories/:id/explain': ['user=:directory_user', 'user=nobody'],
  '/overview': [''],
  '/directories/health': ['ids=:directory', 'ids=:pulled_directory'],
  '/search': ['q=:name', 'q=:directory', 'q=:directory_user', 'q=:run', 'q=:webhook_endpoint', 'q=:organization'],
  '/providers': [''],
}

const attributes = [{ name: 'badge' }]
const limit = { percent: 30, at_least: 3 }
const guards = { users: limit, groups: limit, memberships: limit, blanked: limit }

/** Bodies with which a route makes or changes something of the organization. */
const bodiesOf: Readonly<Record<string, object>> = {
  'POST /organizations': { name: 'more' },
  'PUT /organizations/:id': { name: 'mine' },
  'POST /organization_domains': { organization_id: ':organization', domain: 'more.:name.test' },
  'POST /organization_domains/:id/verify': {},
  'POST /directories': { organization_id: ':organization', name: 'Mine', type: 'okta scim v2.0' },
  'PUT /directories/:id': { name: 'Mine' },
  'POST /directories/:id/pause': {},
  'POST /directories/:id/resume': {},
  'POST /directories/:id/tokens': {},
  'PUT /directories/:id/setup': { provider: 'okta-scim-v2.0', steps: { 'guide.1': true } },
  'POST /directory_users/:id/restore': {},
  'POST /organizations/:id/schema_extensions': {
    urn: 'urn:mine:User',
    name: 'Mine',
    resource_type: 'User',
    attributes,
  },
  'PUT /organizations/:id/schema_extensions/:extension_id': { name: 'Mine', attributes },
  'POST /portal/generate_link': { organization: ':organization', intent: 'dsync' },
  'POST /imports/organizations': { organizations: [{ id: 'org_of_:name', name: 'Imported' }] },
  'POST /imports/directories': {
    directories: [{ id: 'directory_of_:name', organization_id: ':organization', name: 'Mine', type: 'okta scim v2.0' }],
  },
  'POST /imports/directories/:id/users': { users: [{ id: 'directory_user_of_:name', username: 'mine' }] },
  'POST /imports/directories/:id/groups': { groups: [{ id: 'directory_group_of_:name', name: 'Mine' }] },
  'POST /webhook_endpoints': { endpoint_url: `${nowhere}more`, organization_id: ':organization' },
  'PATCH /webhook_endpoints/:id': { status: 'disabled' },
  'POST /webhook_endpoints/:id/test': {},
  'POST /webhook_endpoints/:id/replay': { since: '2020-01-01' },
  'POST /webhook_endpoints/:id/resume': {},
  'POST /webhook_endpoints/:id/send': { event_id: ':event' },
  'POST /webhook_endpoints/:id/rotate_secret': {},
  'POST /webhook_endpoints/:id/attempts/:attempt_id/retry': {},
  'POST /sinks': { ...redisSink, organization_id: ':organization' },
  'PATCH /sinks/:id': { name: 'Mine' },
  'POST /sinks/:id/test': {},
  'POST /sinks/:id/replay': { since: '2020-01-01' },
  'POST /sinks/:id/resume': {},
  'PUT /organizations/:id/custom_attributes/:name': { type: 'text', form: 'trim' },
  'PUT /directories/:id/connection': { settings: { company: 'mine' } },
  'POST /directories/:id/connection/check': {},
  'POST /directories/:id/connection/wake_ups': {},
  'POST /directories/:id/mapping/preview': { search: 'x' },
  'POST /directories/:id/scope/preview': { search: 'x' },
  'POST /directories/:id/preview': {},
  'POST /directories/:id/sync_runs': {},
  'POST /directories/:id/sync_runs/:run_id/pause': {},
  'POST /directories/:id/sync_runs/:run_id/resume': {},
  'POST /directories/:id/sync_runs/:run_id/cancel': {},
  'POST /directories/:id/sync_runs/:run_id/approve': {},
  'POST /directories/:id/sync_runs/:run_id/reject': {},
  'POST /directories/:id/sync_runs/:run_id/reevaluate': {},
  'POST /directories/:id/problems/:problem_id/retry': {},
  'POST /directories/:id/problems/retry_all': {},
  'POST /members': { email: 'more@:name.test', name: 'More', role: 'auditor' },
  'PATCH /members/:id': { name: 'Mine', role: 'support' },
  'POST /members/:id/deactivate': {},
  'POST /members/:id/reactivate': {},
  'POST /sign_in_links': { member_id: ':member' },
  'PUT /settings/branding': { name: 'Mine', colour: '#1d4ed8' },
  'PUT /settings/deletion_guards': guards,
  'POST /people/:id/links': { directory_user_id: ':directory_user' },
  'POST /people/:id/links/:directory_user_id/release': {},
  'POST /people/:id/merge': { person_id: ':merging' },
  'POST /match_cases/:id/decide': { action: 'new' },
  'POST /attribute_cases/:id/decide': { directory_user_id: ':directory_user' },
  'POST /attribute_cases/:id/reopen': {},
  'POST /api_keys': { name: 'mine', organization_id: ':organization' },
  'POST /organizations/:id/plans': { files: [{ path: 'a.yaml', text: 'kind: Team\nid: mine\n' }], keep: false },
  'POST /organizations/:id/config_repositories': { url: 'https://git.test/:name/more.git' },
  'PATCH /config_repositories/:id': { auto_apply: 'additive' },
  'POST /config_repositories/:id/look': {},
  'POST /plans/:id/approve': {},
  'POST /plans/:id/reject': {},
  'POST /plans/:id/apply': {},
  'POST /organizations/:id/overlay/objects': { document: { kind: 'Team', id: 'mine-of-:name' } },
  'PATCH /organizations/:id/overlay/objects/:kind/:object_id': { document: { name: 'Mine' } },
  'POST /organizations/:id/overlay/objects/:kind/:object_id/restore': {},
  'POST /organizations/:id/overlay/objects/:kind/:object_id/revert': {},
  'POST /organizations/:id/member_objects/:kind/:object_id/hand_members': { person_id: ':person' },
}

/**
 * The requests that point a route at the organization. Fails on a route that it does not know, so that whoever adds one
 * adds it here, and the tests that walk all routes cover it.
 */
export function requestsTo(route: Route, world: RouteWorld): RouteRequest[] {
  const { method, path } = route
  const [, first = '', , part = ''] = path.split('/')
  const isOfPulled = first === 'directories' && pulledParts.includes(part)
  const id = isOfPulled ? 'pulled_directory' : (kindOf[path] ?? kindOf[first])
  const run = runOf[path.split('/').at(-1) ?? ''] ?? 'run'
  const named = path
    .replace('custom_attributes/:name', 'custom_attributes/badge')
    .replace(':run_id', `:${run}`)
    .replace(':object_id/restore', ':deleted_object/restore')
    .replace('hand_members/:person_id', 'hand_members/:person')
    .replace(':kind/', 'Team/')
  const url = fill(named.replace(':id', `:${id}`).replace(/:(\w+)_id/, ':$1'), world)
  if (method === 'DELETE') return [{ url }]
  if (method === 'GET') {
    const queries = queriesOf[path] ?? (path.includes(':') ? [''] : undefined)
    assert.ok(queries, `${path} is a list that src/testing/route-requests.ts does not know; add its queries`)
    return queries.map((query) => ({ url: `${url}${query && `?${fill(query, world)}`}` }))
  }
  const body = bodiesOf[`${method} ${path}`]
  assert.ok(body, `${method} ${path} is a route that src/testing/route-requests.ts does not know; add its body`)
  return [{ url, body: JSON.parse(fill(JSON.stringify(body), world)) }]
}

/** The routes that change something, in an order in which all of them can be sent to one world: what deletes comes last. */
export function changingRoutes(): (Route & { readonly action: AuditAction })[] {
  const rank = ({ method, path }: Route) => (method === 'DELETE' ? 1 + deletedLast.indexOf(path) : -1)
  const changing = routes.flatMap((route) => ('action' in route ? [route] : []))
  return changing.toSorted((one, other) => rank(one) - rank(other))
}

/** What others are part of. */
const deletedLast = ['/webhook_endpoints/:id', '/directories/:id', '/organizations/:id']

function fill(text: string, world: RouteWorld): string {
  return text.replace(/:(\w+)/g, (whole, name: string) => world[name] ?? whole)
}
