import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toGroupContent } from './group-content.ts'
import { toUserContent } from './user-content.ts'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const document = {
  schemas: [],
  userName: 'ada',
  externalId: 'e1',
  active: false,
  displayName: 'Ada L.',
  name: { givenName: 'Ada', familyName: 'Lovelace', formatted: 'Ada Lovelace' },
  title: 'Engineer',
  userType: 'Employee',
  emails: [
    { type: 'home', value: 'h@x.test' },
    { type: 'work', value: 'w@x.test' },
    { value: 'p@x.test', primary: true },
  ],
  addresses: [
    {
      type: 'work',
      streetAddress: '1 Main',
      locality: 'L',
      region: 'R',
      postalCode: 'P',
      country: 'NL',
      primary: true,
      formatted: 'F',
    },
  ],
  [enterprise]: {
    employeeNumber: '7',
    costCenter: 'C',
    organization: 'O',
    division: 'D',
    department: 'R&D',
    manager: { value: 'm1', displayName: 'Boss' },
  },
}
const emails = [
  { type: 'home', value: 'h@x.test' },
  { type: 'work', value: 'w@x.test' },
  { primary: true, value: 'p@x.test' },
]

test('a full user has every attribute that WorkOS predefines', () => {
  assert.deepEqual(toUserContent(document), {
    userName: 'ada',
    externalId: 'e1',
    active: false,
    document,
    attributes: {
      first_name: 'Ada',
      last_name: 'Lovelace',
      name: 'Ada L.',
      email: 'p@x.test',
      emails,
      job_title: 'Engineer',
      username: 'ada',
      custom_attributes: {
        addresses: [
          {
            type: 'work',
            street_address: '1 Main',
            locality: 'L',
            region: 'R',
            postal_code: 'P',
            country: 'NL',
            primary: true,
            raw_address: 'F',
          },
        ],
        cost_center_name: 'C',
        department_name: 'R&D',
        display_name: 'Ada L.',
        division_name: 'D',
        emails,
        employee_number: '7',
        employee_type: 'Employee',
        job_title: 'Engineer',
        manager_id: 'm1',
        manager_name: 'Boss',
        organization: 'O',
        username: 'ada',
      },
    },
  })
})

test('a user with a userName alone is active, and has nothing that was not said', () => {
  const document = { schemas: [], userName: 'ada@x.test' }
  assert.deepEqual(toUserContent(document), {
    userName: 'ada@x.test',
    externalId: null,
    active: true,
    document,
    attributes: {
      first_name: null,
      last_name: null,
      name: null,
      email: 'ada@x.test',
      emails: [],
      job_title: null,
      username: 'ada@x.test',
      custom_attributes: { username: 'ada@x.test' },
    },
  })
})

test('the e-mail address is the primary one, else the one for work, else the first, else a userName that looks like one', () => {
  const emailOf = (emails: { type?: string; value: string }[], userName = 'ada') =>
    toUserContent({ userName, emails }).attributes.email
  assert.equal(
    emailOf([
      { type: 'home', value: 'h' },
      { type: 'Work', value: 'w' },
    ]),
    'w',
  )
  assert.equal(emailOf([{ type: 'home', value: 'h' }, { value: 'o' }]), 'h')
  assert.equal(emailOf([{ value: '' }], 'a@b.test'), 'a@b.test')
  assert.equal(emailOf([], 'ada'), null)
  assert.equal(emailOf([], 'a b@c.test'), null)
})

test('the name is the displayName, else name.formatted, else first and last name', () => {
  const nameOf = (document: Parameters<typeof toUserContent>[0]) => toUserContent(document).attributes.name
  assert.equal(nameOf({ name: { formatted: 'F', givenName: 'G' } }), 'F')
  assert.equal(nameOf({ name: { givenName: 'G', familyName: 'L' } }), 'G L')
  assert.equal(nameOf({ name: { familyName: 'L' } }), 'L')
})

test('a group has its name and the id of its source', () => {
  const document = { schemas: [], displayName: 'Staff' }
  assert.deepEqual(toGroupContent(document), { displayName: 'Staff', externalId: null, document })
})
