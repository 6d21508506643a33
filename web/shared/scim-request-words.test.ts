import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsOfRequest } from './scim-request-words.ts'

const path = '/scim/v2/directory_1'
const words = (method: string, rest: string, status = 200) => {
  const { deed, subject, trouble, isHarmless } = wordsOfRequest({ method, path: path + rest, status })
  return [deed, subject, trouble, isHarmless]
}

test('a request is told by what it was about and whom it named', () => {
  assert.deepEqual(words('GET', '/Users?filter=userName%20eq%20%22ada%40acme.test%22'), [
    ...['look_up_user', 'ada@acme.test'],
    ...[null, false],
  ])
  assert.deepEqual(words('GET', '/Users?startIndex=1&count=100'), ['list_users', null, null, false])
  assert.deepEqual(words('GET', '/ServiceProviderConfig'), ['read_configuration', null, null, false])
  assert.deepEqual(words('POST', '/Users', 201), ['create_user', null, null, false])
  assert.deepEqual(words('PATCH', '/Groups/g1', 204), ['change_group', null, null, false])
  assert.deepEqual(words('DELETE', '/Users/u1', 204), ['delete_user', null, null, false])
  assert.deepEqual(words('POST', '/Users/.search'), ['list_users', null, null, false])
  assert.deepEqual(words('POST', '/Bulk'), ['bulk', null, null, false])
})

test('what was refused says what is to be done, and what needs nothing says so', () => {
  assert.deepEqual(words('POST', '/Users', 401).slice(2), ['token', false])
  assert.deepEqual(words('POST', '/Users', 409).slice(2), ['taken', false])
  assert.deepEqual(words('POST', '/Users', 400).slice(2), ['not_understood', false])
  assert.deepEqual(words('GET', '/Users/u1', 404).slice(2), ['gone', true])
  assert.deepEqual(words('PATCH', '/Users/u1', 404).slice(2), ['gone', false])
  assert.deepEqual(words('GET', '/scim/Users', 404).slice(2), ['gone', true])
  assert.deepEqual(words('GET', '/nowhere', 404).slice(2), ['wrong_address', false])
  assert.deepEqual(words('GET', '/Users', 429).slice(2), ['too_many', true])
  assert.deepEqual(words('GET', '/Users', 503).slice(2), ['server', false])
})
