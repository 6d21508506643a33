import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { Person } from '../../../src/demo/company/person.ts'
import type { GraphSandbox } from '../../../src/sandbox/graph/graph-sandbox.ts'
import { entraSettings } from '../../../src/testing/entra-stand-in.ts'
import type { WebhookReceiver } from '../../../src/testing/webhook-receiver.ts'
import type { HistoryClock } from './history-clock.ts'
import type { ApiObject, CallApi } from './http-api.ts'
import { loseDepartments, startTenant } from './seed-entra.ts'
import { type PushedPeople, pushAsOkta, smallCompany } from './seed-people.ts'
import { addressOf, startSeedReceiver } from './seed-webhooks.ts'

/** What tests find in the world, by id. */
export type SeededWorld = {
  /** The three customers: one pushes from Okta, one is read from Entra, one has nothing yet. */
  readonly organizations: { readonly harrowmere: string; readonly quillhaven: string; readonly brightmoor: string }
  readonly directories: { readonly okta: string; readonly entra: string }
  readonly runs: { readonly completed: string; readonly held: string }
  /** The one who joined last, and one of whom much can be told: a new title, a new name. */
  readonly people: {
    readonly newest: string
    readonly changed: string
    readonly left: string
    readonly ofEntra: string
    /** The person whom `changed` is. */
    readonly asPerson: string
  }
  readonly groups: { readonly all: string; readonly nested: string }
  readonly endpoints: { readonly healthy: string; readonly failing: string }
  /** The newest event, and one with values of before. */
  readonly events: { readonly newest: string; readonly change: string }
  /** The bearer token of the directory of Okta, and who is pushed with it. */
  readonly okta: PushedPeople & { readonly endpoint: string; readonly token: string }
  readonly tenant: GraphSandbox
  readonly receiver: WebhookReceiver
}

/** What is needed to seed: the server's API, its clock, and where to leave what has to be closed. */
export type SeedGround = {
  readonly url: string
  readonly api: CallApi
  readonly clock: HistoryClock
  readonly opened: AsyncDisposableStack
}

/** How many minutes ago the world begins. */
export const seededMinutes = 9 * 24 * 60
const hours = (count: number) => count * 60
const days = (count: number) => count * 24 * 60

const peopleOfOkta = 26
const peopleOfEntra = 18

/** Lets nine days go by: two customers move in, people come, change and go, and a run is held just now. */
export async function seedScreenWorld(ground: SeedGround): Promise<SeededWorld> {
  const { api, clock, opened } = ground
  const receiver = opened.use(await startSeedReceiver())
  const organizations = await makeOrganizations(api)
  const healthy = await api('POST', '/webhook_endpoints', { endpoint_url: addressOf(receiver, '/hooks') })
  const okta = await moveIn(ground, organizations.harrowmere)
  const moveTo = async (minutes: number) => {
    await untilDelivered(api, healthy.id)
    clock.moveTo(minutes)
  }
  const names = await liveOn({ ...ground, moveTo }, okta)
  const failing = await api('POST', '/webhook_endpoints', {
    endpoint_url: addressOf(receiver, '/broken'),
    organization_id: organizations.quillhaven,
    events: ['dsync.user.created', 'dsync.user.deleted'],
  })
  const entra = await readEntra({ ...ground, moveTo }, organizations.quillhaven)
  await moveTo(4)
  await okta.hire(names.newest)
  await linkPortals(ground, organizations)
  await moveTo(0)
  const idOf = (person: Person) => okta.world.users.get(person.externalId)?.id ?? ''
  return {
    organizations,
    directories: { okta: okta.id, entra: entra.id },
    runs: entra.runs,
    people: {
      newest: idOf(names.newest),
      changed: idOf(names.changed),
      left: idOf(names.left),
      ofEntra: await firstUser(api, entra.id),
      asPerson: await personOf(api, { organization: organizations.harrowmere, user: idOf(names.changed) }),
    },
    groups: await findGroups(api, okta.id),
    endpoints: { healthy: healthy.id, failing: failing.id },
    events: await findEvents(api),
    okta,
    tenant: entra.tenant,
    receiver,
  }
}

async function makeOrganizations(api: CallApi): Promise<SeededWorld['organizations']> {
  const make = async (name: string, domain: string) => {
    const { id } = await api('POST', '/organizations', { name, domains: [domain] })
    return String(id)
  }
  return {
    harrowmere: await make('Harrowmere', 'harrowmere.example'),
    quillhaven: await make('Quillhaven', 'quillhaven.example'),
    brightmoor: await make('Brightmoor Studios', 'brightmoor.example'),
  }
}

type MovedIn = SeededWorld['okta'] & { readonly id: string }

async function moveIn({ api }: SeedGround, organizationId: string): Promise<MovedIn> {
  const body = { organization_id: organizationId, name: 'Harrowmere Okta', type: 'okta scim v2.0' }
  const { id, endpoint, bearer_token: token } = await api('POST', '/directories', body)
  const okta = pushAsOkta({ endpoint, token })
  const half = smallCompany('okta', peopleOfOkta)
  const late = new Set(joiners(half.people).map(({ externalId }) => externalId))
  await okta.moveIn({
    ...half,
    people: half.people.filter(({ externalId }) => !late.has(externalId)),
    groups: half.groups.map((group) => ({ ...group, members: group.members.filter((member) => !late.has(member)) })),
  })
  await okta.nest('Technology (all)', ['Engineering', 'Product and Design'])
  return { ...okta, id, endpoint, token }
}

/** The three who are not there from the beginning. Nobody reports to them. */
function joiners(people: readonly Person[]): Person[] {
  const managers = new Set(people.map(({ manager }) => manager))
  return people.filter(({ externalId }) => !managers.has(externalId)).slice(-3)
}

/** A clock that is moved when everything has been told, so that nothing is told days later. */
type Days = SeedGround & { readonly moveTo: (minutesAgo: number) => Promise<void> }

/** Days in which people join, get another title, marry and leave. */
async function liveOn({ api, moveTo }: Days, okta: MovedIn) {
  const { people } = smallCompany('okta', peopleOfOkta)
  const [first, second, newest] = joiners(people)
  const staff = people.filter(({ department, manager }) => department === 'Engineering' && manager !== null)
  const [changed, left] = staff.slice(-5)
  assert.ok(first && second && newest && changed && left, 'the company is too small')
  await moveTo(days(6))
  await okta.hire(first)
  await okta.change(changed, { title: 'Staff Engineer' })
  await okta.regroup('Managers', { add: [changed] })
  await moveTo(days(3))
  await okta.change(left, { active: false })
  await okta.regroup('Engineering', { remove: [left] })
  await makeKeys(api)
  await moveTo(days(1))
  await okta.hire(second)
  await okta.regroup('All staff', { add: [first, second] })
  await okta.change(changed, { familyName: 'Lindqvist', displayName: `${changed.givenName} Lindqvist` })
  return { changed, left, newest }
}

async function makeKeys(api: CallApi): Promise<void> {
  await api('POST', '/api_keys', {
    name: 'Product backend',
    scopes: ['directory_users:read', 'directory_groups:read', 'events:read'],
  })
  await api('POST', '/api_keys', { name: 'Billing export', scopes: ['directory_users:read'] })
  const { id } = await api('POST', '/api_keys', { name: 'Laptop of the intern' })
  await api('DELETE', `/api_keys/${id}`)
}

/** A tenant that is read once, then loses two departments, whose people the guard holds. */
async function readEntra({ api, clock, opened, moveTo }: Days, organizationId: string) {
  await moveTo(hours(3))
  const tenant = opened.use(await startTenant(smallCompany('entra', peopleOfEntra), clock))
  const body = {
    organization_id: organizationId,
    name: 'Quillhaven Entra ID',
    type: 'entra id',
    connection: { settings: entraSettings(tenant), schedule: rareSchedule(clock) },
  }
  const { id } = await api('POST', '/directories', body)
  const completed = await runOf(api, id, 'completed')
  await planNothing(api, id)
  await moveTo(25)
  // A tenant that tells of its changes has them read by a run of their own, some time while tests look.
  for (const { id } of tenant.subscriptions.all) tenant.subscriptions.lose(id)
  loseDepartments(tenant, ['Research', 'Applications'])
  await until('a full run can begin', () =>
    api('POST', `/directories/${id}/sync_runs`, { kind: 'full' }).catch(() => null),
  )
  const held = await runOf(api, id, 'waiting')
  return { id: String(id), tenant, runs: { completed, held } }
}

/** Each directory is read at a moment of its own within its interval: takes another interval while that moment comes within hours. */
async function planNothing(api: CallApi, directoryId: string): Promise<void> {
  const path = `/directories/${directoryId}/connection`
  for (let interval = days(6); interval > 0; interval -= days(1)) {
    const { next_run_at: next } = await api('GET', path)
    if (Date.parse(next) > Date.now() + hours(2) * 60_000) return
    await api('PUT', path, { schedule: { interval_minutes: interval } })
  }
}

/** Reads a source once a week, and whole at the other end of the day: no run begins by itself while tests look. */
function rareSchedule(clock: HistoryClock) {
  return { interval_minutes: days(7), full_cron: `0 ${(clock.now().getUTCHours() + 12) % 24} * * *` }
}

/** A link that was opened, one that waits, and one that was taken back. */
async function linkPortals({ api }: SeedGround, organizations: SeededWorld['organizations']): Promise<void> {
  const minutes = { expires_in_minutes: days(7) }
  await api('POST', '/portal/generate_link', {
    organization: organizations.brightmoor,
    ...minutes,
    it_contact_emails: ['it@brightmoor.example'],
  })
  const revoked = await api('POST', '/portal/generate_link', { organization: organizations.brightmoor, ...minutes })
  const { data } = await api('GET', `/portal/links?organization_id=${organizations.brightmoor}`)
  const newest = data[0] ?? revoked
  await api('DELETE', `/portal/links/${newest.id}`)
}

const patienceMs = 240_000
const lookEveryMs = 15

/** Waits for what happens by itself. */
async function until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let waited = 0; waited < patienceMs; waited += lookEveryMs) {
    const found = await look()
    if (found) return found
    await pause(lookEveryMs)
  }
  assert.fail(`the world is not ready: ${what}`)
}

function runOf(api: CallApi, directoryId: string, state: string): Promise<string> {
  return until(`a run that is ${state}`, async () => {
    const { data } = await api('GET', `/directories/${directoryId}/sync_runs?states=${state}`)
    return data[0]?.id as string | undefined
  })
}

/** Waits until the newest event has been told. */
async function untilDelivered(api: CallApi, endpointId: string): Promise<void> {
  await until('webhooks are delivered', async () => {
    const { data } = await api('GET', '/events?order=desc&limit=1')
    const attempts = await api('GET', `/webhook_endpoints/${endpointId}/attempts?limit=100`)
    return attempts.data.some((attempt: ApiObject) => attempt.event_id === data[0]?.id)
  })
}

async function firstUser(api: CallApi, directoryId: string): Promise<string> {
  const { data } = await api('GET', `/directory_users?directory=${directoryId}&limit=1`)
  return data[0].id
}

/** The person whom a user is: people follow the log. */
function personOf(
  api: CallApi,
  { organization, user }: Readonly<Record<'organization' | 'user', string>>,
): Promise<string> {
  return until('people are made of users', async () => {
    const { data } = await api('GET', `/people?organization_id=${organization}&search=${user}`)
    return data[0]?.id as string | undefined
  })
}

async function findGroups(api: CallApi, directoryId: string): Promise<SeededWorld['groups']> {
  const { data } = await api('GET', `/directory_groups?directory=${directoryId}&limit=100`)
  const named = (name: string) => data.find((group: ApiObject) => group.name === name)?.id ?? ''
  return { all: named('All staff'), nested: named('Technology (all)') }
}

async function findEvents(api: CallApi): Promise<SeededWorld['events']> {
  const { data } = await api('GET', '/events?order=desc&limit=1')
  const changes = await api('GET', '/events?order=desc&limit=1&events=dsync.user.updated')
  return { newest: data[0].id, change: changes.data[0].id }
}
