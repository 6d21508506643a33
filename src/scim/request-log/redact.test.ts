import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redactAnswer, redactPath } from './redact.ts'

test('a query that speaks of a secret is kept without its values, however it is written', () => {
  const base = '/scim/v2/d/Users'
  assert.equal(
    redactPath(`${base}?filter=password%20eq%20%22s3cret%22&count=1`),
    `${base}?filter=[redacted]&count=[redacted]`,
  )
  assert.equal(redactPath(`${base}?filter=%70assword+eq+"s3cret"`), `${base}?filter=[redacted]`)
  assert.equal(redactPath(`${base}?access_token=s3cret`), `${base}?access_token=[redacted]`)
})

test('any other query is kept as it was sent', () => {
  const path = '/scim/v2/d/Users?filter=userName%20eq%20%22Ada%4ax%22&startIndex=1'
  assert.equal(redactPath(path), path)
})

test('what JSON.parse quotes of a broken body is not kept', () => {
  const broken = '{"password": s3cret}'
  let message = ''
  try {
    JSON.parse(broken)
  } catch (error) {
    message = (error as Error).message
  }
  assert.match(message, /s3cret/)
  const kept = redactAnswer(JSON.stringify({ status: '400', detail: `The body is not valid JSON: ${message}` }))
  assert.doesNotMatch(kept, /s3cret/)
  assert.match(JSON.parse(kept).detail, /^The body is not valid JSON: Unexpected token 's' at/)
})
