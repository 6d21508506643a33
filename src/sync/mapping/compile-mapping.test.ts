import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MappingLine } from '../../model/connection.ts'
import type { JsonObject } from '../../model/json.ts'
import type { SourceUser } from '../../model/source-record.ts'
import { checkMapping } from './check-mapping.ts'
import { compileMapping } from './compile-mapping.ts'
import { keepUnknown } from './keep-unknown.ts'
import type { Mapped } from './mapping.ts'
import { previewMapping } from './preview-mapping.ts'
import type { DeclaredAttribute } from './targets.ts'

const declared: readonly DeclaredAttribute[] = [
  { name: 'badge', type: 'text', form: 'trim' },
  { name: 'is_remote', type: 'boolean', form: 'none' },
  { name: 'skills', type: 'list', form: 'lowercase' },
  { name: 'mobile', type: 'phone', form: 'none' },
  { name: 'seats', type: 'number', form: 'none' },
]

const oktaLines = lines({
  username: 'user.profile.login',
  email: 'user.profile.email',
  emails: 'compact([user.profile.email, user.profile.secondEmail])',
  first_name: 'user.profile.firstName',
  last_name: 'user.profile.lastName',
  name: 'user.profile.displayName',
  job_title: 'user.profile.title',
  'custom_attributes.department_name': 'user.profile.department',
  'custom_attributes.employee_number': 'user.profile.employeeNumber',
})

test('a user of Okta', () => {
  const { content, problems, manager } = apply(oktaLines, {
    profile: {
      login: 'Anna.Berg@acme.com',
      email: 'Anna.Berg@Acme.com',
      secondEmail: null,
      firstName: 'Anna',
      lastName: 'Berg',
      displayName: null,
      title: ' Engineer ',
      department: 'R&D',
      employeeNumber: 77,
    },
  })
  assert.deepEqual(problems, [])
  assert.equal(manager, null)
  assert.deepEqual(
    { ...content, document: null },
    {
      userName: 'Anna.Berg@acme.com',
      externalId: '00u1',
      active: true,
      document: null,
      attributes: {
        first_name: 'Anna',
        last_name: 'Berg',
        name: 'Anna Berg',
        email: 'anna.berg@acme.com',
        emails: [{ primary: true, value: 'anna.berg@acme.com' }],
        job_title: 'Engineer',
        username: 'Anna.Berg@acme.com',
        custom_attributes: {
          department_name: 'R&D',
          emails: [{ primary: true, value: 'anna.berg@acme.com' }],
          employee_number: '77',
          job_title: 'Engineer',
          username: 'Anna.Berg@acme.com',
        },
      },
    },
  )
})

test('a user of Microsoft Graph, whose address is the login where there is no mailbox', () => {
  const { content } = apply(
    lines({
      username: 'user.userPrincipalName',
      email: 'coalesce(user.mail, user.userPrincipalName)',
      emails: 'user.proxyAddresses',
      first_name: 'user.givenName',
      name: 'user.displayName',
      'custom_attributes.employment_start_date': 'user.employeeHireDate',
      'custom_attributes.addresses':
        'compact({"street_address": user.streetAddress, "locality": user.city, "country": user.country})',
    }),
    {
      userPrincipalName: 'bo@acme.onmicrosoft.com',
      mail: null,
      proxyAddresses: ['smtp:b.o@acme.com', 'SMTP:Bo@acme.onmicrosoft.com', 'X500:/o=acme', 'sip:bo@acme.com'],
      givenName: 'Bo',
      displayName: 'Bo Ek (Finance)',
      employeeHireDate: '2025-03-01T00:00:00Z',
      city: 'Malmö',
      country: 'SE',
      streetAddress: null,
    },
  )
  assert.equal(content?.attributes.email, 'bo@acme.onmicrosoft.com')
  assert.equal(content?.attributes.name, 'Bo Ek (Finance)')
  assert.deepEqual(content?.attributes.emails, [
    { primary: true, value: 'bo@acme.onmicrosoft.com' },
    { primary: false, value: 'b.o@acme.com' },
  ])
  assert.equal(content?.attributes.custom_attributes.employment_start_date, '2025-03-01')
  assert.deepEqual(content?.attributes.custom_attributes.addresses, [{ locality: 'Malmö', country: 'SE' }])
})

test('a user of Google Workspace', () => {
  const { content } = apply(
    lines({
      username: 'user.primaryEmail',
      email: 'user.primaryEmail',
      emails: 'user.emails',
      first_name: 'user.name.givenName',
      last_name: 'user.name.familyName',
      job_title: 'user.organizations.filter(o, o.primary)[0].title',
      'custom_attributes.badge': 'user.customSchemas.Building["Badge Id"]',
      manager: 'user.relations.filter(r, r.type == "manager")[0].value',
    }),
    {
      primaryEmail: 'cy@acme.com',
      emails: [
        { address: 'c@home.example', type: 'home' },
        { address: 'cy@acme.com', primary: true },
      ],
      name: { givenName: 'Cy', familyName: 'Diaz' },
      organizations: [{ title: 'old' }, { title: 'Lead', primary: true }],
      relations: [{ value: 'anna.berg@acme.com', type: 'manager' }],
      customSchemas: { Building: { 'Badge Id': ' B-7 ' } },
    },
  )
  assert.deepEqual(content?.attributes.emails, [
    { primary: true, value: 'cy@acme.com' },
    { primary: false, type: 'home', value: 'c@home.example' },
  ])
  assert.equal(content?.attributes.job_title, 'Lead')
  assert.equal(content?.attributes.custom_attributes.badge, 'B-7')
})

test('a user of Active Directory, with its words for booleans and times', () => {
  const { content, manager, problems } = apply(
    lines({
      username: 'user.sAMAccountName',
      email: 'first(user.mail)',
      'custom_attributes.is_remote': 'user.extensionAttribute1',
      'custom_attributes.employment_start_date': 'user.whenCreated',
      'custom_attributes.skills': 'user.extensionAttribute2.split(",")',
      'custom_attributes.mobile': 'user.mobile',
    }),
    {
      sAMAccountName: 'DDahl',
      mail: ['d.dahl@acme.com', 'dd@acme.com'],
      extensionAttribute1: 'TRUE',
      extensionAttribute2: 'SQL, go,sql,',
      whenCreated: '20240229093000.0Z',
      mobile: '+46 (0)70-123 45 67',
    },
    { manager: 'cn=boss,dc=acme' },
  )
  assert.deepEqual(problems, [])
  assert.equal(manager, 'cn=boss,dc=acme')
  const { email, custom_attributes: custom } = content?.attributes ?? {}
  assert.equal(email, 'd.dahl@acme.com')
  assert.deepEqual(
    [custom?.is_remote, custom?.employment_start_date, custom?.skills, custom?.mobile],
    [true, '2024-02-29', ['go', 'sql'], '+46701234567'],
  )
})

test('a row of a file, with empty cells and numbers as texts', () => {
  const { content, problems } = apply(
    lines({
      username: 'coalesce(user.login, user.email)',
      email: 'user.email',
      first_name: 'user.first_name',
      'custom_attributes.seats': 'user.seats',
      'custom_attributes.employment_start_date': 'user.start_date',
    }),
    { login: '', email: 'e@acme.com', first_name: '', seats: ' 12 ', start_date: '31.12.2025' },
  )
  assert.deepEqual(problems, [])
  assert.equal(content?.userName, 'e@acme.com')
  assert.equal(content?.attributes.first_name, null)
  assert.equal(content?.attributes.custom_attributes.seats, 12)
  assert.equal(content?.attributes.custom_attributes.employment_start_date, '2025-12-31')
})

test("a directory's own line wins, and an empty one switches a target off", () => {
  const own = lines({ first_name: 'upper(user.profile.firstName)', job_title: ' ', manager: '' })
  const mapping = compileMapping({ connector: oktaLines, own, customAttributes: declared })
  const mapped = mapping.apply(
    person({ profile: { login: 'a', firstName: 'Anna', lastName: 'Berg', title: 'Engineer' } }, { manager: '00u9' }),
  )
  const { first_name, last_name, job_title } = mapped.content?.attributes ?? {}
  assert.deepEqual([first_name, last_name, job_title, mapped.manager], ['ANNA', 'Berg', null, null])
})

test('what cannot be read is a problem of its record, and what was stored stays', () => {
  const { content, problems, unknown } = apply(
    lines({
      username: 'user.login',
      job_title: 'user.titles',
      first_name: 'user.level + 1',
      last_name: 'user.level + user.login',
      'custom_attributes.employment_start_date': 'user.start',
      'custom_attributes.mobile': 'user.phone',
      'custom_attributes.badge': 'user.long',
      'custom_attributes.is_remote': 'user.start',
    }),
    { login: 'a', titles: ['x', 'y'], level: 1, start: '5/6/2025', phone: '0301234', long: 'x'.repeat(5000) },
  )
  assert.equal(content?.attributes.first_name, '2')
  assert.equal(content?.attributes.custom_attributes.mobile, '0301234')
  assert.deepEqual(Object.fromEntries(problems.map(({ target, code }) => [target, code])), {
    job_title: 'wrong_type',
    last_name: 'expression_failed',
    'custom_attributes.employment_start_date': 'not_a_date',
    'custom_attributes.mobile': 'not_a_phone',
    'custom_attributes.badge': 'too_long',
    'custom_attributes.is_remote': 'wrong_type',
  })
  assert.ok(unknown.has('job_title') && unknown.has('last_name') && unknown.has('custom_attributes.badge'))
  assert.ok(!unknown.has('custom_attributes.mobile') && !unknown.has('first_name'))
  assert.match(problems.find(({ code }) => code === 'not_a_date')?.text ?? '', /may be two days/)
})

test('a record without a username is no user, and the problem says which expression gave none', () => {
  const { content, problems } = apply(oktaLines, { profile: { email: 'a@acme.com' } })
  assert.equal(content, null)
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['username_missing'],
  )
  assert.match(problems[0]?.text ?? '', /"user\.profile\.login" gives no username/)
})

test('what the credential may not see is unknown, with all that depends on it, and the stored values stay', () => {
  const mapped = apply(
    oktaLines,
    { profile: { login: 'a', lastName: 'Berg' } },
    { unknown: ['profile.firstName', 'profile.email', 'profile.department', 'manager'] },
  )
  assert.deepEqual([...mapped.unknown].sort(), [
    'custom_attributes.department_name',
    'custom_attributes.emails',
    'email',
    'emails',
    'first_name',
    'manager',
    'name',
  ])
  const stored = apply(oktaLines, {
    profile: { login: 'a', firstName: 'Anna', lastName: 'Old', email: 'a@acme.com', department: 'R&D', title: 'T' },
  })
  assert.ok(mapped.content && stored.content)
  const { attributes } = keepUnknown(mapped.content, stored.content, mapped.unknown)
  assert.deepEqual(
    [attributes.first_name, attributes.name, attributes.last_name, attributes.job_title, attributes.email],
    ['Anna', 'Anna Old', 'Berg', null, 'a@acme.com'],
  )
  assert.deepEqual(attributes.custom_attributes, {
    department_name: 'R&D',
    emails: [{ primary: true, value: 'a@acme.com' }],
    username: 'a',
  })
})

test('only the status decides whether a user is active', () => {
  const active = (status: SourceUser['status']) =>
    apply(oktaLines, { profile: { login: 'a' } }, { status }).content?.active
  assert.deepEqual(
    [active('active'), active('staged'), active('suspended'), active('deactivated')],
    [true, false, false, false],
  )
})

test('lines that cannot be saved are named with what to do', () => {
  const rest = { connector: oktaLines, customAttributes: declared }
  const problems = checkMapping(
    [
      { target: 'username', expression: 'user.profile.login' },
      { target: 'surname', expression: 'user.a' },
      { target: 'custom_attributes.shoe_size', expression: 'user.a' },
      { target: 'custom_attributes.manager_id', expression: 'user.a' },
      { target: 'custom_attributes.job_title', expression: 'user.a' },
      { target: 'first_name', expression: 'user.a ==' },
      { target: 'username', expression: 'user.b' },
      { target: 'custom_attributes.badge', expression: 'user["Badge"]' },
    ],
    rest,
  )
  assert.deepEqual(
    problems.map(({ index }) => index),
    [1, 2, 3, 4, 5, 6],
  )
  assert.match(problems[1]?.text ?? '', /"shoe_size" is not declared/)
  assert.match(problems[2]?.text ?? '', /follows from the target "manager"/)
  assert.match(problems[4]?.text ?? '', /ends too early/)
  assert.match(checkMapping(lines({ username: '' }), rest)[0]?.text ?? '', /no user without a username/)
  assert.deepEqual(checkMapping(lines({ job_title: '' }), rest), [])
})

test('a line that is broken by now is a problem of each record, and one of an attribute that is gone does nothing', () => {
  const { content, problems } = apply(
    [...oktaLines, ...lines({ job_title: 'user.a ==', 'custom_attributes.gone': 'user.profile.login' })],
    { profile: { login: 'a' } },
  )
  assert.equal(content?.attributes.custom_attributes.gone, undefined)
  assert.deepEqual(
    problems.map(({ target, code }) => [target, code]),
    [['job_title', 'expression_failed']],
  )
})

test('the lines of a mapping share what they may do, and one that does too much takes no other value away', () => {
  const many = Array.from({ length: 2000 }, (_, index) => `group ${index}`)
  const attributes = { login: 'ada', many, text: 'ǖ'.repeat(8000) }
  const names = Array.from({ length: 200 }, (_, index) => `a${index}`)
  const customAttributes = names.map((name) => ({ name, type: 'boolean', form: 'none' }) as const)
  const heavy = 'user.many.exists(x, ascii(user.text) == x)'
  const connector = lines({
    ...Object.fromEntries(names.map((name) => [`custom_attributes.${name}`, heavy])),
    username: 'user.login',
  })
  const mapping = compileMapping({ connector, own: [], customAttributes })
  const start = performance.now()
  const { content, unknown, problems } = mapping.apply(person(attributes))
  assert.ok(performance.now() - start < 1000)
  assert.equal(content?.userName, 'ada')
  assert.deepEqual([unknown.size, problems.length], [200, 200])
})

test('the conversion of values is work, too', () => {
  const names = Array.from({ length: 200 }, (_, index) => `a${index}`)
  const customAttributes = names.map((name) => ({ name, type: 'list', form: 'lowercase' }) as const)
  const connector = lines({
    ...Object.fromEntries(names.map((name) => [`custom_attributes.${name}`, 'user.many'])),
    username: '"ada"',
  })
  const many = Array.from({ length: 900 }, (_, index) => `${'u\u0308'.repeat(15)}${index}`)
  const { content, problems } = compileMapping({ connector, own: [], customAttributes }).apply(person({ many }))
  assert.equal(content?.userName, 'ada')
  assert.ok(problems.length > 150 && problems.length < 200, `${problems.length} of 200 are too much`)
})

test('too much work beside something unknown is an error, which takes no value away', () => {
  const many = Array.from({ length: 2000 }, (_, index) => `group ${index}`)
  const { unknown } = apply(
    lines({ username: '"a"', job_title: 'user.gone == "x" && user.many.all(x, user.many.all(y, x != ""))' }),
    {
      many,
    },
  )
  assert.deepEqual([...unknown], ['job_title', 'custom_attributes.job_title'])
})

test('a preview shows what each line gives and why one gives nothing', () => {
  const mapping = compileMapping({
    connector: oktaLines,
    own: lines({ job_title: 'user.profile + 1' }),
    customAttributes: [],
  })
  const preview = previewMapping(person({ profile: { login: 'a', firstName: 'Anna' } }), mapping)
  const line = (target: string) => preview.lines.find((one) => one.target === target)
  assert.equal(preview.result?.first_name, 'Anna')
  assert.deepEqual(line('first_name'), {
    target: 'first_name',
    expression: 'user.profile.firstName',
    value: 'Anna',
    problem: null,
    reason: null,
  })
  assert.equal(line('last_name')?.reason, 'user.profile.lastName is missing')
  assert.match(line('job_title')?.problem ?? '', /does not work with an object and a number/)
  assert.equal(preview.problems.length, 1)
})

function lines(byTarget: Readonly<Record<string, string>>): MappingLine[] {
  return Object.entries(byTarget).map(([target, expression]) => ({ target, expression }))
}

function person(attributes: JsonObject, more: Partial<SourceUser> = {}): SourceUser {
  return { id: '00u1', status: 'active', statusDetail: 'ACTIVE', attributes, ...more }
}

function apply(connector: readonly MappingLine[], attributes: JsonObject, more: Partial<SourceUser> = {}): Mapped {
  return compileMapping({ connector, own: [], customAttributes: declared }).apply(person(attributes, more))
}
