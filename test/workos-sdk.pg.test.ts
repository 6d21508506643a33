import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ConflictException,
  CreateWebhookEndpointEvents,
  DomainDataState,
  GenericServerException,
  NotFoundException,
  RateLimitExceededException,
  SignatureVerificationException,
  UnauthorizedException,
  UnprocessableEntityException,
  UpdateWebhookEndpointStatus,
  WorkOS,
} from '@workos-inc/node'
import type { RunningServer } from '../src/api/server.ts'
import { createTestDatabase } from '../src/testing/database.ts'
import { startWebhookReceiver } from '../src/testing/webhook-receiver.ts'
import { startWholeServer } from '../src/testing/whole-server.ts'

const apiKey = 'sk_bootstrap_of_the_sdk_test'

/** A server, and the official SDK of WorkOS, unmodified but for its host. */
type SdkWorld = AsyncDisposable & {
  readonly server: RunningServer
  readonly workos: WorkOS
  connect(key: string): WorkOS
}

async function openSdkWorld({ apiRequestsPerMinute = 6000 } = {}): Promise<SdkWorld> {
  await using opened = new AsyncDisposableStack()
  const { url: databaseUrl } = opened.use(await createTestDatabase())
  const server = opened.use(await startWholeServer(databaseUrl, apiKey, { apiRequestsPerMinute }))
  const { hostname, port } = new URL(server.url)
  const connect = (key: string) => new WorkOS(key, { apiHostname: hostname, https: false, port: Number(port) })
  const running = opened.move()
  return { server, workos: connect(apiKey), connect, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

/** What the SDK has no method for: directories are made by operators, and written by their sources. */
async function post(url: string, secret: string, body: object): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await answer.text()
  assert.equal(answer.status, 201, text)
  return JSON.parse(text)
}

async function createDirectory(world: SdkWorld, organizationId: string) {
  const body = { organization_id: organizationId, name: 'HQ Okta', type: 'okta scim v2.0' }
  const made = await post(`${world.server.url}/directories`, apiKey, body)
  const push = (path: string, resource: object) =>
    post(`${made.endpoint}/${path}`, String(made.bearer_token), resource).then(({ id }) => String(id))
  return {
    id: String(made.id),
    addUser: (userName: string) =>
      push('Users', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName,
        name: { givenName: 'Ada', familyName: 'Lind' },
        emails: [{ value: userName, type: 'work', primary: true }],
        title: 'Engineer',
        active: true,
      }),
    addGroup: (displayName: string, members: readonly string[]) =>
      push('Groups', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName,
        members: members.map((value) => ({ value })),
      }),
  }
}

const { Verified, Pending } = DomainDataState

/** Reads on until a page says that there is no more, as WorkOS's guide to syncing data does. WorkOS has no events of people. */
async function readAllEvents({ workos }: SdkWorld, limit: number) {
  const read = []
  let after: string | undefined
  do {
    const page = await workos.events.listEvents({ events: [], limit, after, order: 'asc' })
    read.push(...page.data.filter(({ event }) => event.startsWith('dsync.')))
    after = page.listMetadata.after ?? undefined
  } while (after !== undefined)
  return read
}

/** Events can be read a moment after they happened. */
async function readEventsUntil(world: SdkWorld, enough: (count: number) => boolean) {
  for (;;) {
    const events = await readAllEvents(world, 100)
    if (enough(events.length)) return events
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test("WorkOS's SDK makes, finds, changes and deletes organizations and their domains", async () => {
  await using world = await openSdkWorld()
  const { organizations, organizationDomains } = world.workos
  const wanted = {
    name: 'Acme',
    domainData: [{ domain: 'acme.test', state: Verified }],
    externalId: 'crm/1',
    metadata: { tier: 'gold', region: 'eu' },
  }
  const made = await organizations.createOrganization(wanted, { idempotencyKey: 'once' })
  assert.deepEqual(await organizations.createOrganization(wanted, { idempotencyKey: 'once' }), made)
  assert.match(made.id, /^org_/)
  assert.deepEqual([made.externalId, made.metadata], ['crm/1', { tier: 'gold', region: 'eu' }])
  assert.deepEqual([made.domains[0]?.domain, made.domains[0]?.state], ['acme.test', 'verified'])
  assert.deepEqual(await organizations.getOrganization(made.id), made)
  assert.deepEqual(await organizations.getOrganizationByExternalId('crm/1'), made)

  const changed = await organizations.updateOrganization({
    organization: made.id,
    name: 'Acme Corp',
    domainData: [
      { domain: 'acme.test', state: Verified },
      { domain: 'acme.example', state: Pending },
    ],
    metadata: { tier: 'platinum' },
    externalId: null,
  })
  assert.deepEqual(changed.metadata, { tier: 'platinum', region: 'eu' })
  assert.deepEqual([changed.name, changed.externalId], ['Acme Corp', null])
  assert.deepEqual(changed.domains[0], made.domains[0])

  const added = await organizationDomains.createOrganizationDomain({ domain: 'acme.dev', organizationId: made.id })
  assert.deepEqual([added.state, added.verificationStrategy], ['pending', 'dns'])
  assert.deepEqual(await organizationDomains.getOrganizationDomain(added.id), added)
  await organizationDomains.deleteOrganizationDomain(added.id)
  await assert.rejects(organizationDomains.getOrganizationDomain(added.id), NotFoundException)

  await organizations.createOrganization({ name: 'Bolt' })
  assert.deepEqual((await organizations.listOrganizations({ domains: ['acme.example'] })).data, [changed])
  // WorkOS's API has this parameter, its SDK has no name for it.
  const { data: found } = await world.workos.get('/organizations', { query: { search: 'bol' } })
  assert.equal(found.data.length, 1)
  await organizations.deleteOrganization(made.id)
  await assert.rejects(organizations.getOrganization(made.id), NotFoundException)
})

test("WorkOS's SDK reads directories, users and groups, by more than one page", async () => {
  await using world = await openSdkWorld()
  const { organizations, directorySync } = world.workos
  const { id: organizationId } = await organizations.createOrganization({ name: 'Acme' })
  const directory = await createDirectory(world, organizationId)
  const ids: string[] = []
  for (let number = 0; number < 130; number++) ids.push(await directory.addUser(`user${number}@acme.test`))
  const engineering = await directory.addGroup('Engineering', ids.slice(0, 120))
  const platform = await directory.addGroup('Platform', ids.slice(0, 1))

  const shown = await directorySync.getDirectory(directory.id)
  assert.deepEqual([shown.object, shown.state, shown.type], ['directory', 'active', 'okta scim v2.0'])
  assert.deepEqual((await directorySync.listDirectories({ organizationId, search: 'okta' })).data, [shown])

  const users = await (await directorySync.listUsers({ directory: directory.id })).autoPagination()
  assert.deepEqual(users.map(({ id }) => id).sort(), ids.toSorted())
  const members = await (await directorySync.listUsers({ group: engineering })).autoPagination()
  assert.equal(members.length, 120)
  const [first = ''] = ids
  // As above: a parameter of the API alone.
  const query = { directory: directory.id, email: 'USER0@acme.test' }
  const { data: byEmail } = await world.workos.get('/directory_users', { query })
  assert.deepEqual([byEmail.data.length, byEmail.data[0].id], [1, first])

  const user = await directorySync.getUser(first)
  assert.deepEqual([user.firstName, user.email, user.state], ['Ada', 'user0@acme.test', 'active'])
  assert.equal(user.customAttributes.job_title, 'Engineer')
  assert.deepEqual(user.groups.map(({ name }) => name).sort(), ['Engineering', 'Platform'])
  const groups = await directorySync.listGroups({ user: first })
  assert.deepEqual(groups.data.map(({ id }) => id).sort(), [engineering, platform].sort())
  const all = await directorySync.listGroups({ directory: directory.id, limit: 1, order: 'asc' })
  assert.deepEqual([all.data[0]?.id, all.listMetadata.after], [engineering, engineering])
  assert.equal((await directorySync.getGroup(platform)).directoryId, directory.id)
})

test("WorkOS's SDK reads every event once, until there is none, and a directory's deletion", async () => {
  await using world = await openSdkWorld()
  const { organizations, directorySync, events } = world.workos
  const { id: organizationId, domains } = await organizations.createOrganization({
    name: 'Acme',
    domainData: [{ domain: 'acme.test', state: Verified }],
  })
  const directory = await createDirectory(world, organizationId)
  const user = await directory.addUser('ada@acme.test')
  const group = await directory.addGroup('Engineering', [user])
  // The token, the activation, a user, a group, a membership.
  const read = await readEventsUntil(world, (count) => count >= 5)
  assert.deepEqual(
    read.map(({ event }) => event),
    ['dsync.token.created', 'dsync.activated', 'dsync.user.created', 'dsync.group.created', 'dsync.group.user_added'],
  )
  assert.deepEqual(await readAllEvents(world, 2), read)
  const [, activated, , , joined] = read
  assert.ok(activated?.event === 'dsync.activated' && joined?.event === 'dsync.group.user_added')
  assert.equal(activated.data.state, 'active')
  assert.deepEqual(activated.data.domains, [{ object: 'organization_domain', id: domains[0]?.id, domain: 'acme.test' }])
  assert.deepEqual([joined.data.user.id, joined.data.group.id], [user, group])

  const some = await events.listEvents({
    events: ['dsync.user.created', 'dsync.group.created'],
    organizationId,
    rangeStart: new Date(Date.now() - 60_000).toISOString(),
    rangeEnd: new Date(Date.now() + 60_000).toISOString(),
    order: 'desc',
    limit: 10,
  })
  assert.deepEqual(some.data, [read[3], read[2]])

  await directorySync.deleteDirectory(directory.id)
  const [deleted] = (await readEventsUntil(world, (count) => count > 5)).slice(5)
  assert.ok(deleted?.event === 'dsync.deleted')
  assert.deepEqual([deleted.data.id, deleted.data.state], [directory.id, 'active'])
})

test("WorkOS's SDK makes a link to the portal, and the link opens it", async () => {
  await using world = await openSdkWorld()
  const { id: organization } = await world.workos.organizations.createOrganization({ name: 'Acme' })
  await createDirectory(world, organization)
  const { link } = await world.workos.adminPortal.generateLink({
    organization,
    intent: 'dsync',
    returnUrl: 'https://app.test/settings',
    adminEmails: ['it@acme.test'],
  })
  const opened = await fetch(link, { redirect: 'manual' })
  assert.equal(opened.status, 303)
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  assert.equal(opened.headers.get('location'), '/setup')
  const ask = async (path: string) =>
    (await fetch(`${world.server.url}/setup/api${path}`, { headers: { cookie } })).json()
  const visit = (await ask('/me')) as { organization: object; return_url: string }
  assert.deepEqual(
    [visit.organization, visit.return_url],
    [{ id: organization, name: 'Acme' }, 'https://app.test/settings'],
  )
  assert.match(JSON.stringify(await ask('/directories')), /HQ Okta/)
})

test("WorkOS's SDK makes a webhook endpoint and verifies what it receives, which the feed has too", async () => {
  await using world = await openSdkWorld()
  await using receiver = await startWebhookReceiver()
  const { organizations, webhooks } = world.workos
  const { id: organizationId } = await organizations.createOrganization({ name: 'Acme' })
  const events = [CreateWebhookEndpointEvents.DsyncUserCreated, CreateWebhookEndpointEvents.DsyncGroupUserAdded]
  const endpoint = await webhooks.createWebhookEndpoint({ endpointUrl: receiver.url, events })
  assert.deepEqual([endpoint.object, endpoint.status, endpoint.events], ['webhook_endpoint', 'enabled', events])
  assert.deepEqual((await webhooks.listWebhookEndpoints()).data, [endpoint])
  await assert.rejects(webhooks.createWebhookEndpoint({ endpointUrl: receiver.url, events }), ConflictException)

  const directory = await createDirectory(world, organizationId)
  await directory.addGroup('Engineering', [await directory.addUser('ada@acme.test')])
  await receiver.until(2)
  const received = []
  for (const { body, headers } of receiver.received) {
    const sigHeader = headers['workos-signature'] ?? ''
    received.push(await webhooks.constructEvent({ payload: body, sigHeader, secret: endpoint.secret }))
    const forged = webhooks.constructEvent({ payload: `${body} `, sigHeader, secret: endpoint.secret })
    await assert.rejects(forged, SignatureVerificationException)
  }
  const fed = await readEventsUntil(world, (count) => count >= 5)
  assert.deepEqual(received, [fed[2], fed[4]])

  const status = UpdateWebhookEndpointStatus.Disabled
  assert.equal((await webhooks.updateWebhookEndpoint({ id: endpoint.id, status })).status, 'disabled')
  await webhooks.deleteWebhookEndpoint({ id: endpoint.id })
  assert.deepEqual((await webhooks.listWebhookEndpoints()).data, [])
})

test("what is refused reaches users of WorkOS's SDK as the exceptions that they know", async () => {
  await using world = await openSdkWorld()
  const { organizations, organizationDomains, directorySync, adminPortal, events } = world.workos
  const domainData = [{ domain: 'acme.test', state: Verified }]
  const { id, domains } = await organizations.createOrganization({ name: 'Acme', externalId: 'a', domainData })
  const missing = directorySync.getUser('directory_user_missing')
  await assert.rejects(missing, (error) => {
    assert.ok(error instanceof NotFoundException)
    assert.deepEqual([error.code, error.status], ['entity_not_found', 404])
    assert.match(error.requestID, /^request_/)
    return true
  })
  await assert.rejects(directorySync.listUsers({ directory: 'directory_missing' }), NotFoundException)
  await assert.rejects(directorySync.listUsers({}), UnprocessableEntityException)
  await assert.rejects(organizations.createOrganization({ name: '' }), UnprocessableEntityException)
  await assert.rejects(organizations.createOrganization({ name: 'Other', domainData }), ConflictException)
  await assert.rejects(events.listEvents({ events: [], limit: 1000 }), UnprocessableEntityException)
  const taken = organizations.createOrganization({ name: 'Other', externalId: 'a' })
  await assert.rejects(taken, { status: 400, code: 'external_id_already_used' })
  const verified = organizationDomains.verifyOrganizationDomain(domains[0]?.id ?? '')
  await assert.rejects(verified, (error) => error instanceof GenericServerException && error.status === 400)
  await assert.rejects(adminPortal.generateLink({ organization: id, intent: 'sso' }), { status: 400 })
  await assert.rejects(world.connect('sk_wrong').organizations.listOrganizations(), UnauthorizedException)

  const reader = { name: 'reader', organization_id: id, permissions: ['events:read'] }
  const { value } = await post(`${world.server.url}/api_keys`, apiKey, reader)
  await assert.rejects(world.connect(String(value)).organizations.listOrganizations(), { status: 403 })
})

test("a key that asks too often gets the SDK's exception for it, with the time to wait", async () => {
  await using world = await openSdkWorld({ apiRequestsPerMinute: 2 })
  const ask = () => world.workos.get('/organizations', { maxRetries: 0 })
  for (;;) {
    const refused = await ask().then(
      () => null,
      (error: unknown) => error,
    )
    if (refused === null) continue
    assert.ok(refused instanceof RateLimitExceededException, String(refused))
    assert.ok(refused.retryAfter !== null && refused.retryAfter > 0)
    return
  }
})
