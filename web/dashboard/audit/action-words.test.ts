import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actionWords, kindWords } from './action-words.ts'

test('actions and kinds of objects are said in plain words', () => {
  assert.equal(actionWords('webhook_endpoint.secret_rotated'), 'Webhook endpoint: secret rotated')
  assert.equal(actionWords('api_key.created'), 'API key: created')
  assert.equal(kindWords('directory_user'), 'Directory user')
})
