import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { JsonObject } from '../../model/json.ts'
import type { ShownUser } from '../../model/user.ts'
import { encodeJsonText, type JsonText, parseJsonText } from '../json-text.ts'
import { listResponse, listResponseText } from '../reply.ts'
import { userResourceType } from '../schema/resource-type.ts'
import { type NamedAttributes, parseProjection } from './projection.ts'
import { writeUser } from './write-resource.ts'
import { shownUserWriter } from './write-shown-user.ts'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.constant('"\\\u2028</x>'))
const value = fc.oneof(text, fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
const document: fc.Arbitrary<JsonObject> = fc.record(
  {
    schemas: fc.array(text, { maxLength: 3 }),
    userName: text,
    name: fc.record({ givenName: text, familyName: text }, { requiredKeys: [] }),
    emails: fc.array(fc.record({ value: text, type: text }, { requiredKeys: [] }), { maxLength: 3 }),
    active: fc.boolean(),
    [enterprise]: fc.dictionary(text, value),
    'urn:example:badge': fc.dictionary(text, fc.array(value, { maxLength: 3 })),
  },
  { requiredKeys: [], noNullPrototype: true },
)
const time = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
const user = fc.record({
  id: fc.oneof(fc.stringMatching(/^directory_user_[0-9A-Z]{26}$/), text),
  version: fc.integer({ min: 1 }),
  createdAt: time,
  updatedAt: time,
  groups: fc.array(fc.record({ id: text, displayName: text }), { maxLength: 40 }),
  document,
})
const asked = fc.record({
  baseUrl: fc.oneof(fc.webUrl(), fc.constant('https://a"b\\ü.test/scim/v2/directory_1')),
  query: fc.constantFrom<NamedAttributes[]>(
    {},
    { attributes: 'userName,groups' },
    { excludedAttributes: `emails,meta,${enterprise}` },
  ),
})

/** The user as the store gives it: `spaced` writes the document as PostgreSQL does, with spaces in between. */
function shown(
  { document: stored, ...rest }: Omit<ShownUser, 'documentText'> & { document: JsonObject },
  spaced: boolean,
) {
  return { ...rest, documentText: JSON.stringify(stored, null, spaced ? 1 : 0) }
}

function asReceived(written: JsonText): unknown {
  return JSON.parse(encodeJsonText(written).toString())
}

function plain(object: JsonObject): unknown {
  return JSON.parse(Buffer.from(JSON.stringify(object)).toString())
}

test('a user put together around the text of its document says what the user written as an object says', () => {
  const property = fc.property(user, fc.boolean(), asked, (given, spaced, { baseUrl, query }) => {
    const options = { baseUrl, projection: parseProjection(query, userResourceType()) }
    const written = shownUserWriter(options)(shown(given, spaced))
    assert.deepEqual(asReceived(written), plain(writeUser(given, options)))
    assert.deepEqual(parseJsonText(written), JSON.parse(JSON.stringify(writeUser(given, options))))
  })
  fc.assert(property, { seed: 7, numRuns: 300 })
})

test('a page put together of written users is the page of the objects, whatever it has', () => {
  const page = fc.record(
    { total: fc.option(fc.nat()), startIndex: fc.nat(), nextCursor: text },
    { requiredKeys: ['total'], noNullPrototype: true },
  )
  const property = fc.property(fc.array(user, { maxLength: 5 }), page, (users, head) => {
    const options = { baseUrl: 'https://muster.test', projection: parseProjection({}, userResourceType()) }
    const write = shownUserWriter(options)
    const written = listResponseText({ ...head, resources: users.map((each) => write(shown(each, true))) })
    const object = listResponse({ ...head, resources: users.map((each) => writeUser(each, options)) })
    assert.deepEqual(asReceived(written), plain(object))
  })
  fc.assert(property, { seed: 7, numRuns: 100 })
})
