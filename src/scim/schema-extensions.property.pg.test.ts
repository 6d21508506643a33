import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ExtensionAttribute } from '../model/extension-attribute.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { defineExtension } from '../testing/schema-extensions.ts'
import { startScim } from '../testing/scim-client.ts'

const core = 'urn:ietf:params:scim:schemas:core:2.0:User'

type Part = Pick<ExtensionAttribute, 'name' | 'type' | 'multiValued'> & JsonObject
type Defined = Part & { subAttributes?: Part[] }

const simpleType = fc.constantFrom('string', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary')
const ordinaryName = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_$-]{0,11}$/).filter((name) => !(name in {}))
// What has a meaning of its own elsewhere: in the engine, in filters, at the root of a resource.
const name = fc.oneof(
  { weight: 3, arbitrary: ordinaryName },
  fc.constantFrom('schemas', 'id', 'meta', 'and', 'not', 'pr'),
)

const part: fc.Arbitrary<Part> = fc.record({
  name: fc.oneof(name, fc.constantFrom('value', 'display', 'type')),
  type: simpleType,
  multiValued: fc.boolean(),
  caseExact: fc.boolean(),
  mutability: fc.constantFrom('readWrite', 'immutable'),
  returned: fc.constantFrom('always', 'default'),
  description: fc.string({ maxLength: 20 }).filter(isStorable),
})

const isSame = (one: { name: string }, other: { name: string }) => one.name.toLowerCase() === other.name.toLowerCase()
const parts = fc.uniqueArray(part, { minLength: 1, maxLength: 5, comparator: isSame })

const attribute: fc.Arbitrary<Defined> = fc.oneof(
  part,
  fc.tuple(part, parts).map(([whole, subAttributes]): Defined => ({ ...whole, type: 'complex', subAttributes })),
)
const attributes = fc.uniqueArray(attribute, { minLength: 1, maxLength: 8, comparator: isSame })

const segment = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.~-]{0,8}[a-zA-Z0-9]$/)

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

function simpleValue(type: string): fc.Arbitrary<Json> {
  switch (type) {
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer()
    case 'decimal':
      return fc.oneof(fc.integer(), fc.constantFrom(1.5, -0.25, 1e21))
    case 'dateTime':
      return fc.constantFrom('2026-05-01T12:00:00Z', '1999-12-31T23:59:59.999+01:00')
    case 'binary':
      return fc.constantFrom('TXVzdGVy', 'YQ==')
    default:
      return fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(isStorable)
  }
}

function valueFor(defined: Defined): fc.Arbitrary<Json> {
  const { subAttributes: within } = defined
  const one = within ? valuesOf(within).filter((value) => Object.keys(value).length > 0) : simpleValue(defined.type)
  const unique = { minLength: 1, maxLength: 3, selector: (value: Json) => canonical(value) }
  return defined.multiValued ? fc.uniqueArray(one, unique) : one
}

/** Values for some of these attributes. */
function valuesOf(all: readonly Defined[]): fc.Arbitrary<JsonObject> {
  const entries = all.map((each): [string, fc.Arbitrary<Json>] => [each.name, valueFor(each)])
  return fc.record(Object.fromEntries(entries), { requiredKeys: [], noNullPrototype: true })
}

function canonical(value: Json): string {
  return JSON.stringify(value, (_, part: Json) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

const extensionWithValues = fc
  .record({ urn: fc.tuple(segment, segment).map((both) => both.join(':')), attributes })
  .chain((defined) => fc.record({ defined: fc.constant(defined), values: valuesOf(defined.attributes) }))

test('whatever is defined is taken, and a resource with values of it comes back as it was sent', async () => {
  await using client = await startScim('strict scim v2.0')
  let count = 0
  const path = `/organizations/${client.organizationId}/schema_extensions`
  await fc.assert(
    fc.asyncProperty(extensionWithValues, async ({ defined, values }) => {
      count += 1
      const urn = `urn:x${count}:${defined.urn}`
      const extension = await defineExtension(client.api, client.organizationId, { ...defined, urn })
      assert.equal(extension.status, 201, JSON.stringify(extension.body))
      const { body: schema } = await client.send('GET', `/Schemas/${encodeURIComponent(urn)}`)
      assert.deepEqual(
        schema.attributes.map((each: { name: string }) => each.name),
        defined.attributes.map((each) => each.name),
      )

      const hasValues = Object.keys(values).length > 0
      const body = { schemas: [core, urn], userName: `u${count}`, [urn]: values }
      const made = await client.send('POST', '/Users', { body })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      const found = await client.send('GET', `/Users/${made.body.id}`)
      assert.deepEqual(found.body[urn], hasValues ? values : undefined)
      assert.deepEqual(found.body.schemas, hasValues ? [core, urn] : [core])
      const put = await client.send('PUT', `/Users/${made.body.id}`, { body })
      assert.equal(put.status, 200, JSON.stringify(put.body))
      assert.equal(put.body.meta.version, found.body.meta.version)

      assert.equal((await client.send('DELETE', `/Users/${made.body.id}`)).status, 204)
      assert.equal((await client.api.call('DELETE', `${path}/${extension.body.id}`)).status, 204)
    }),
    { seed: 31, numRuns: 60 },
  )
})
