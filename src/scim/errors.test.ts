import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scimErrorBody, scimErrors } from './errors.ts'
import { dialectFor, readingContext, tolerates } from './tolerances.ts'

test('R-01 the status of an error is a text', () => {
  assert.deepEqual(scimErrorBody(scimErrors.uniqueness('Taken.')), {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '409',
    scimType: 'uniqueness',
    detail: 'Taken.',
  })
  assert.equal('scimType' in scimErrorBody({ status: 404, scimType: undefined, detail: 'User "x" not found.' }), false)
})

test('a request remembers the tolerances that it needed', () => {
  const context = readingContext(dialectFor('azure scim v2.0'))
  assert.equal(tolerates(context, 'string_booleans'), true)
  assert.deepEqual([...context.fired], ['string_booleans'])
  const strict = readingContext(dialectFor('strict scim v2.0'))
  assert.equal(tolerates(strict, 'string_booleans'), false)
  assert.deepEqual([...strict.fired], [])
})

test('a directory type without a dialect of its own has the generic one', () => {
  assert.equal(dialectFor('sailpoint scim v2.0').name, 'sailpoint')
  assert.equal(dialectFor('toString').name, 'generic-2.0')
  assert.deepEqual([dialectFor('okta scim v2.0').name, dialectFor('azure scim v2.0').name], ['okta', 'entra'])
})
