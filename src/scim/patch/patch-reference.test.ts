import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ExtensionAttribute } from '../../model/extension-attribute.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { patchOperations, storedUsers } from '../../testing/patch-arbitraries.ts'
import { printFilter } from '../../testing/reference-filter.ts'
import { type ReferenceOperation, ReferenceRefusal, referencePatch } from '../../testing/reference-patch.ts'
import { type ReferenceAttribute, referenceCustom, referenceExtensions } from '../../testing/reference-schema.ts'
import { ScimError } from '../errors.ts'
import { compileExtensions } from '../schema/compile-extensions.ts'
import { dialectFor, readingContext } from '../tolerances.ts'
import { applyPatch } from './apply-patch.ts'
import { readPatch } from './read-patch.ts'

const since = new Date('2026-01-01T00:00:00Z')
const { user: resourceType } = compileExtensions([
  {
    ...{ id: 'schema_extension_1', organizationId: 'org_1', urn: referenceCustom, name: 'Acme', description: '' },
    ...{ resourceType: 'User', required: false, createdAt: since, updatedAt: since },
    attributes: Object.values(referenceExtensions[referenceCustom] ?? {}).map(definition),
  },
])

function definition({ name, isMany, isExact, mutability }: ReferenceAttribute): ExtensionAttribute {
  return ExtensionAttribute.parse({ name, multiValued: isMany, caseExact: isExact, mutability })
}

/** What an engine makes of a PATCH: a document, or a refusal. */
type Outcome = { readonly document: JsonObject } | { readonly refused: string | null | undefined }

function byEngine(document: JsonObject, operations: readonly ReferenceOperation[], respell: Respell): Outcome {
  const context = readingContext(dialectFor('strict scim v2.0'))
  const body = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: operations.map((operation) => written(operation, respell)),
  }
  try {
    const steps = readPatch(body, resourceType, context)
    return { document: applyPatch(document, steps, { ...context, resourceType, id: 'u1' }) }
  } catch (error) {
    if (error instanceof ScimError) return { refused: error.scimType }
    throw error
  }
}

function byReference(document: JsonObject, operations: readonly ReferenceOperation[]): Outcome {
  try {
    return { document: referencePatch(document, operations) }
  } catch (error) {
    if (error instanceof ReferenceRefusal) return { refused: error.scimType }
    throw error
  }
}

type Respell = (name: string) => string

// Names are the same in any case (RFC 7643 section 2.1); values, also those in a filter, are left as they are.
const respelled: Readonly<Record<string, Respell>> = {
  'as it is': (name) => name,
  'in capitals': (name) => name.toUpperCase(),
  'in small letters': (name) => name.toLowerCase(),
}

function written({ op, target, value }: ReferenceOperation, respell: Respell): JsonObject {
  const operation: JsonObject = { op: respell(op) }
  if (target) operation.path = printTarget(target, respell)
  if (value !== undefined) operation.value = value
  return operation
}

function printTarget({ urn, name, filter, sub }: NonNullable<ReferenceOperation['target']>, respell: Respell): string {
  const start = respell([urn, name].filter((part) => part !== undefined).join(':'))
  return `${start}${filter ? `[${printFilter(filter)}]` : ''}${sub ? `.${respell(sub)}` : ''}`
}

const requests = fc.record({
  document: storedUsers,
  operations: fc.array(patchOperations, { minLength: 1, maxLength: 3 }),
  spelling: fc.constantFrom(...Object.keys(respelled)),
})

test('a PATCH does what a plain reading of RFC 7644 section 3.5.2 says', () => {
  const counts = { changed: 0, unchanged: 0, refused: 0 }
  const property = fc.property(requests, ({ document, operations, spelling }) => {
    const respell = respelled[spelling] ?? assert.fail()
    const expected = byReference(structuredClone(document), operations)
    const actual = byEngine(document, operations, respell)
    const asked = JSON.stringify(operations.map((operation) => written(operation, respell)))
    if ('refused' in expected) {
      assert.ok('refused' in actual, `${asked} must be refused with ${expected.refused}`)
      if (expected.refused) assert.equal(actual.refused, expected.refused, asked)
      counts.refused += 1
      return
    }
    assert.ok('document' in actual, `${asked} was refused with ${'refused' in actual && actual.refused}`)
    assert.deepEqual(actual.document, expected.document, asked)
    // "Unless other operations change the resource, this operation SHALL NOT change the modify timestamp" (3.5.2.1): the
    // very same document tells the write path so.
    const isChanged = !isSame(expected.document, document)
    assert.equal(actual.document === document, !isChanged, asked)
    counts[isChanged ? 'changed' : 'unchanged'] += 1
  })
  fc.assert(property, { seed: 35, numRuns: 5_000 })
  // Neither side may have refused nearly everything.
  for (const count of Object.values(counts)) assert.ok(count > 300, JSON.stringify(counts))
})

function isSame(one: Json, other: Json): boolean {
  try {
    assert.deepEqual(one, other)
    return true
  } catch {
    return false
  }
}
