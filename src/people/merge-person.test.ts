import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OverlayDocument } from '../model/overlay/document.ts'
import type { UserAttributes } from '../model/user.ts'
import { mergePerson, type Seen } from './merge-person.ts'
import { compilePeopleOptions } from './people-options.ts'
import { type UserFacts, userFacts } from './user-facts.ts'

const now = new Date('2026-11-22T12:00:00Z')
const directories = [
  { id: 'd1', name: 'Okta', type: 'okta', isDeleting: false },
  { id: 'd2', name: 'Entra', type: 'entra id', isDeleting: false },
  { id: 'd3', name: 'People', type: 'csv', isDeleting: false },
]

function merge(
  documents: readonly OverlayDocument[],
  users: readonly {
    readonly at: string
    readonly title?: string
    readonly since?: string
    readonly mails?: readonly string[]
  }[],
  seen: ReadonlyMap<string, Seen> = new Map(),
) {
  const options = compilePeopleOptions({ organizationId: 'org_1', documents, directories, domains: [] })
  const facts = users.map(({ at, title = null, since = now.toISOString(), mails = [] }, index): UserFacts => {
    const emails = mails.map((value) => ({ value }))
    const names = { first_name: null, last_name: null, name: null, email: null, username: null }
    const attributes: UserAttributes = { ...names, emails, job_title: title, custom_attributes: {} }
    const user = {
      id: `u${index}`,
      directoryId: at,
      idpId: `i${index}`,
      active: true,
      attributes,
      updatedAt: new Date(since),
    }
    const found = userFacts(user, options)
    assert.ok(found)
    return found
  })
  return mergePerson({ users: facts, seen, linkedAt: new Map(), decided: new Map(), options, before: null, now })
}

const authority = (attributes: object): OverlayDocument =>
  ({ kind: 'Authority', id: 'authority', attributes }) as OverlayDocument

test('where nobody wrote an authority, systems of record come first, then the oldest directory', () => {
  const { attributes } = merge(
    [],
    [
      { at: 'd2', title: 'Entra' },
      { at: 'd1', title: 'Okta' },
      { at: 'd3', title: 'CSV' },
    ],
  )
  assert.equal(attributes.title, 'CSV')
  assert.equal(
    merge(
      [],
      [
        { at: 'd2', title: 'Entra' },
        { at: 'd1', title: 'Okta' },
      ],
    ).attributes.title,
    'Okta',
  )
})

test('of owners the first that has a value wins, and who is not named has no say', () => {
  const documents = [authority({ title: ['Entra', 'Okta'] })]
  assert.equal(merge(documents, [{ at: 'd1', title: 'Okta' }, { at: 'd2' }]).attributes.title, 'Okta')
  assert.equal(merge(documents, [{ at: 'd3', title: 'CSV' }]).attributes.title, undefined)
})

test('of peers who differ the first, the newest, or none counts, as it is written', () => {
  const users = [
    { at: 'd1', title: 'Old', since: '2026-01-01T00:00:00Z' },
    { at: 'd2', title: 'New', since: '2026-06-01T00:00:00Z' },
  ]
  const of = (conflict: string) =>
    merge([authority({ title: { peers: ['Okta', 'Entra'], conflict } })], users).attributes.title
  assert.deepEqual([of('first'), of('newest'), of('case')], ['Old', 'New', undefined])
  const same = users.map((user) => ({ ...user, title: 'Same' }))
  const agreed = merge([authority({ title: { peers: ['Okta', 'Entra'], conflict: 'case' } })], same)
  assert.equal(agreed.attributes.title, 'Same')
})

test('the newest value is the one that came last, not that of the user that changed last in something else', () => {
  const users = [
    { at: 'd1', title: 'Old', since: '2026-09-01T00:00:00Z' },
    { at: 'd2', title: 'New', since: '2026-06-01T00:00:00Z' },
  ]
  const seen = new Map<string, Seen>([['u0', { title: { value: 'Old', at: '2026-01-01T00:00:00Z' } }]])
  const documents = [authority({ title: { peers: ['Okta', 'Entra'], conflict: 'newest' } })]
  assert.equal(merge(documents, users, seen).attributes.title, 'New')
})

test('sets are put together, and all that have some are their sources', () => {
  const merged = merge(
    [authority({ mails: { merge: 'union' } })],
    [
      { at: 'd1', mails: ['b@x.example', 'a@x.example'] },
      { at: 'd2', mails: ['c@x.example', 'a@x.example'] },
    ],
  )
  assert.deepEqual(merged.attributes.mails, ['a@x.example', 'b@x.example', 'c@x.example'])
  assert.equal([merged.sources.mails].flat().length, 2)
})
