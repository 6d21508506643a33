import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redact } from './redact.ts'

const secrets: readonly string[] = [
  'Authorization: Bearer abc.def-ghi_123',
  'authorization: DPoP tokenvalue123',
  'SSWS 00abcdefGHI',
  'Basic YWRhOnBhc3N3b3Jk',
  'https://graph.example/users/delta?$deltatoken=abcXYZ123&x=1',
  'https://graph.example/users?$skiptoken=abcXYZ123',
  'grant_type=x&client_secret=hush%2Fhush&scope=a',
  '{"access_token":"opaque-token-value","expires_in":1}',
  "{'client_assertion': 'opaque-token-value'}",
  'the token eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0.c2lnbmF0dXJl was sent',
  '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----',
]
const hidden = /abc\.def|tokenvalue|00abcdef|YWRhOn|abcXYZ|hush|opaque|eyJ|MIIE/

test('tokens, assertions, keys and links with a state in them are hidden, and the rest can be read', () => {
  for (const text of secrets) {
    assert.match(text, hidden)
    assert.doesNotMatch(redact(text), hidden)
    assert.match(redact(text), /\[hidden\]/)
  }
  assert.equal(redact('GET /users?$deltatoken=abc&x=1 failed'), 'GET /users?$deltatoken=[hidden]&x=1 failed')
  assert.equal(redact('The token has expired, use a basic one'), 'The token has expired, use a basic one')
})

test('what is named as secret is hidden wherever it stands', () => {
  assert.equal(redact('a MySecret1 and MySecret1b', ['MySecret1', '']), 'a [hidden] and [hidden]b')
})
