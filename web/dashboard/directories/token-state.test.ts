import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUsableToken, tokenState } from './token-state.ts'

const now = new Date('2026-11-22T12:00:00Z')
const never = { expires_at: null, revoked_at: null }

test('a token works until it ends or is revoked', () => {
  assert.ok(isUsableToken(never, now))
  assert.ok(isUsableToken({ ...never, expires_at: '2026-11-22T12:00:01Z' }, now))
  assert.ok(!isUsableToken({ ...never, expires_at: '2026-11-22T12:00:00Z' }, now))
  assert.ok(!isUsableToken({ ...never, revoked_at: '2026-11-01T00:00:00Z' }, now))
})

test('a token that ends within two weeks is told apart from one that goes on', () => {
  const endsAt = (expires_at: string) => tokenState({ ...never, expires_at }, now)
  assert.equal(tokenState(never, now), 'active')
  assert.equal(endsAt('2027-01-01T00:00:00Z'), 'active')
  assert.equal(endsAt('2026-11-25T00:00:00Z'), 'rotating')
  assert.equal(endsAt('2026-11-20T00:00:00Z'), 'expired')
  assert.equal(tokenState({ ...never, revoked_at: '2026-11-01T00:00:00Z' }, now), 'revoked')
})
