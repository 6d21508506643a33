import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json, JsonObject } from '../../model/json.ts'
import { ScimError } from '../errors.ts'
import { readResource } from '../resource/read-resource.ts'
import { userResourceType } from '../schema/resource-type.ts'
import { dialectFor, readingContext } from '../tolerances.ts'
import { applyPatch } from './apply-patch.ts'
import { readPatch } from './read-patch.ts'

const users = userResourceType()
const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

const word = fc.constantFrom('work', 'home', 'a', 'A', '', 'true')
const email = fc.record({ type: word, value: word, primary: fc.boolean() }, { requiredKeys: [] })
const user = fc.record(
  {
    schemas: fc.constant([core]),
    userName: fc.constantFrom('a', 'b'),
    title: word,
    active: fc.boolean(),
    name: fc.record({ givenName: word, familyName: word }, { requiredKeys: [] }),
    emails: fc.array(email, { maxLength: 3 }),
    [enterprise]: fc.record({ department: word, manager: fc.record({ value: word }) }, { requiredKeys: [] }),
  },
  { requiredKeys: ['schemas', 'userName'] },
)
const path = fc.constantFrom(
  'userName',
  'title',
  'active',
  'name',
  'name.givenName',
  'emails',
  'emails.type',
  'emails[type eq "work"]',
  'emails[type eq "work"].value',
  'emails[primary eq true].primary',
  'emails[not (value pr)]',
  `${enterprise}:manager`,
  `${enterprise}:department`,
  enterprise,
)
const value = fc.oneof(
  word,
  fc.boolean(),
  fc.constant(null),
  email,
  fc.array(email, { maxLength: 2 }),
  user,
  fc.jsonValue(),
)
const operation = fc.record({ op: fc.constantFrom('add', 'replace', 'remove'), path, value }, { requiredKeys: ['op'] })

function read(body: unknown): JsonObject {
  return readResource(body, users, readingContext(dialectFor('generic scim v2.0'))).document
}

function patch(document: JsonObject, operations: unknown): JsonObject {
  const context = readingContext(dialectFor('generic scim v2.0'))
  const steps = readPatch({ schemas: [patchOp], Operations: operations as Json }, users, context)
  return applyPatch(document, steps, { ...context, resourceType: users, id: 'u1' })
}

function unlessRefused(run: () => void): void {
  try {
    run()
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
  }
}

test('whatever is patched is a valid resource, and the one before is untouched', () => {
  fc.assert(
    fc.property(user, fc.array(operation, { minLength: 1, maxLength: 4 }), (body, operations) => {
      unlessRefused(() => {
        const before = read(body)
        const copy = structuredClone(before)
        const after = patch(before, operations)
        assert.deepEqual(before, copy)
        // Reading the result again must find nothing to put right.
        assert.deepEqual(read(after), after)
      })
    }),
    { seed: 11, numRuns: 5_000 },
  )
})

test('a replace applied a second time changes nothing', () => {
  const replace = fc.record({
    op: fc.constant('replace'),
    path,
    value: fc.oneof(word, email, fc.array(email, { maxLength: 2 })),
  })
  fc.assert(
    fc.property(user, replace, (body, one) => {
      unlessRefused(() => {
        const once = patch(read(body), [one])
        unlessRefused(() => assert.deepEqual(patch(once, [one]), once))
      })
    }),
    { seed: 12, numRuns: 3_000 },
  )
})
