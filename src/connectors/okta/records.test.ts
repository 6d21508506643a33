import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileMapping } from '../../sync/mapping/compile-mapping.ts'
import { oktaMapping } from './mapping.ts'
import { nextLink } from './next-link.ts'
import { readRate } from './okta-api.ts'
import { OktaUser, toSourceUser, toSourceUsers } from './records.ts'
import { credentialOf, OktaSettings, originsOf } from './settings.ts'

const recorded = {
  id: '00u1a2b3c4d5e6f7g8h9',
  status: 'ACTIVE',
  created: '2026-01-05T09:00:00.000Z',
  activated: null,
  lastLogin: '2026-11-20T08:00:00.000Z',
  lastUpdated: '2026-11-20T08:00:00.000Z',
  passwordChanged: '2026-06-01T08:00:00.000Z',
  type: { id: 'oty1a2b3c4d5e6f7g8h9' },
  profile: {
    login: 'Ada.Lind@example.com',
    email: 'ada.lind@example.com',
    secondEmail: 'ada@private.example',
    mobilePhone: null,
    firstName: 'Ada',
    lastName: 'Lind',
    displayName: 'Ada Lind',
    title: 'Analyst',
    department: 'Finance',
    costCenter: '4711',
    division: 'Corporate',
    userType: 'Employee',
    employeeNumber: '1042',
    city: 'Lund',
    countryCode: 'SE',
    manager: 'Ben Holm',
    managerId: ' Ben.Holm@Example.com ',
    startDate: '2021-04-01',
    badge: 'B-7',
  },
  credentials: { password: {}, provider: { type: 'OKTA', name: 'OKTA' } },
  _links: { self: { href: 'https://acme.okta.com/api/v1/users/00u1a2b3c4d5e6f7g8h9' } },
}
const profileOf = (profile: Record<string, string>) => toSourceUser(OktaUser.parse({ ...recorded, profile }))

test('of a user the whole profile is kept, and nothing that changes with logins or that the vendor alone needs', () => {
  const user = toSourceUser(OktaUser.parse(recorded))
  const { mobilePhone: _, ...profile } = recorded.profile
  assert.deepEqual(user?.attributes, { id: recorded.id, status: 'ACTIVE', type: recorded.type, profile })
  assert.equal(user?.alias, 'ada.lind@example.com')
})

test('the manager is named by id, login or address, wherever the org puts that', () => {
  assert.equal(profileOf({ managerId: ' Ben.Holm@Example.com ' })?.manager, 'ben.holm@example.com')
  assert.equal(profileOf({ managerId: '00uAAAAbbbbCCCCdddd1' })?.manager, '00uAAAAbbbbCCCCdddd1')
  assert.equal(profileOf({ manager: 'Ben@example.com' })?.manager, 'ben@example.com')
  assert.equal(profileOf({ manager: 'Ben Holm' })?.manager, null)
  assert.equal(profileOf({})?.manager, null)
})

test('a status that nobody knows is a problem of that user, and the others are read', () => {
  const users = [recorded, { ...recorded, id: 'other', status: 'HIBERNATED' }].map((user) => OktaUser.parse(user))
  const { users: read, unreadable } = toSourceUsers(users)
  assert.deepEqual(
    read.map(({ id }) => id),
    [recorded.id],
  )
  assert.deepEqual(
    unreadable.map(({ id, code, name }) => [id, code, name]),
    [['other', 'unknown_status', 'Ada.Lind@example.com']],
  )
})

test('the mapping makes the normalised user of a profile, and leaves the private address out', () => {
  const user = toSourceUser(OktaUser.parse(recorded))
  assert.ok(user)
  const mapping = compileMapping({ connector: oktaMapping, own: [], customAttributes: [] })
  const { content, problems } = mapping.apply(user)
  assert.deepEqual(problems, [])
  const emails = [{ primary: true, type: 'work', value: 'ada.lind@example.com' }]
  assert.deepEqual(content?.attributes, {
    first_name: 'Ada',
    last_name: 'Lind',
    name: 'Ada Lind',
    email: 'ada.lind@example.com',
    emails,
    job_title: 'Analyst',
    username: 'Ada.Lind@example.com',
    custom_attributes: {
      addresses: [{ type: 'work', locality: 'Lund', country: 'SE', primary: true }],
      cost_center_name: '4711',
      department_name: 'Finance',
      display_name: 'Ada Lind',
      division_name: 'Corporate',
      emails,
      employee_number: '1042',
      employee_type: 'Employee',
      employment_start_date: '2021-04-01',
      job_title: 'Analyst',
      manager_name: 'Ben Holm',
      username: 'Ada.Lind@example.com',
    },
  })
  const bare = profileOf({ login: 'ada@example.com', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lind' })
  assert.ok(bare)
  const { content: little, problems: none } = mapping.apply(bare)
  assert.deepEqual(none, [])
  assert.deepEqual(Object.keys(little?.attributes.custom_attributes ?? {}), ['emails', 'username'])
})

test('the next link is found in one header or several, whatever commas and semicolons are in the links', () => {
  const self = '<https://acme.okta.com/api/v1/users?filter=a,b;c&limit=2>; rel="self"'
  const next = 'https://acme.okta.com/api/v1/users?filter=a,b;c&after=00u,1&limit=2'
  const linkOf = (link?: string) => nextLink({ headers: { link } })
  assert.equal(linkOf(`${self}, <${next}>; rel="next"`), next)
  assert.equal(linkOf(`<${next}>; title="x, y"; rel=next,${self}`), next)
  assert.equal(linkOf(self), null)
  assert.equal(linkOf('<https://acme.okta.com/?rel="next">; rel="self"'), null)
  assert.equal(linkOf(undefined), null)
})

test('rate headers are read, and a limit of 0 is a short pause and not a limit', () => {
  const answer = (status: number, limit: string, remaining: string) => ({
    status,
    text: '',
    headers: {
      'x-rate-limit-limit': limit,
      'x-rate-limit-remaining': remaining,
      'x-rate-limit-reset': '1795000060',
      date: new Date(1_795_000_000_000).toUTCString(),
    },
  })
  const resetsAt = new Date(1_795_000_060_000)
  assert.deepEqual(readRate(answer(200, '600', '37')), { limit: 600, remaining: 37, resetsAt })
  assert.deepEqual(readRate(answer(429, '0', '0')), { blockedUntil: new Date(1_795_000_005_000) })
  assert.equal(readRate({ status: 200, text: '', headers: {} }), null)
})

test('the address of the org may be written as people copy it', () => {
  const originOf = (org_url: string) => originsOf(OktaSettings.parse({ org_url }))[0]
  assert.equal(originOf('acme.okta.com'), 'https://acme.okta.com')
  assert.equal(originOf(' https://acme-admin.okta.com/admin/dashboard '), 'https://acme.okta.com')
  assert.equal(originOf('login.acme.com/'), 'https://login.acme.com')
  assert.throws(() => originOf('not an address'), { code: 'settings_invalid' })
})

test('settings without a credential say which ones there are', () => {
  const settings = OktaSettings.parse({ org_url: 'acme.okta.com', client_id: '0oa1' })
  assert.throws(() => credentialOf(settings), { code: 'settings_invalid', message: /private key .+ API token/ })
})

test('what was emptied by hand is as what was never there, and is no problem', () => {
  const names = { login: 'ada@example.com', firstName: 'Ada', lastName: 'Lind' }
  const user = profileOf({ ...names, email: '', city: '', title: '' })
  assert.deepEqual(user?.attributes, profileOf(names)?.attributes)
  const mapping = compileMapping({ connector: oktaMapping, own: [], customAttributes: [] })
  assert.ok(user)
  assert.deepEqual(mapping.apply(user).problems, [])
})
