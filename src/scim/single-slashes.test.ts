import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withSingleSlashes } from './single-slashes.ts'

test('slashes too many are taken out of the path of a SCIM request alone', () => {
  assert.equal(
    withSingleSlashes('/scim/v2/d//Users///?filter=x+eq+"https://a//b"'),
    '/scim/v2/d/Users?filter=x+eq+"https://a//b"',
  )
  assert.equal(withSingleSlashes('/scim/v2/d/Users/'), '/scim/v2/d/Users')
  for (const url of ['/directories//tokens', '/scim/v2/d/Users?a=//', '/']) assert.equal(withSingleSlashes(url), url)
})
