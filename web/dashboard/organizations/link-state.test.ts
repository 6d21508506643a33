import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkState } from './link-state.ts'

const now = new Date('2026-11-22T12:00:00Z')
const link = { revoked_at: null, opened_at: null, expires_at: '2026-11-23T00:00:00Z' }

test('a link that has ended says how, also when it was opened before', () => {
  const opened_at = '2026-11-22T10:00:00Z'
  assert.equal(linkState(link, now), 'unused')
  assert.equal(linkState({ ...link, opened_at }, now), 'opened')
  assert.equal(linkState({ ...link, opened_at, expires_at: '2026-11-22T12:00:00Z' }, now), 'expired')
  assert.equal(linkState({ ...link, opened_at, revoked_at: '2026-11-22T11:00:00Z' }, now), 'revoked')
})
