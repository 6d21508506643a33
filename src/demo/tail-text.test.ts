import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventLine, happeningLine } from './tail-text.ts'

const style = { color: false }

test('names of people and directories cannot steer the terminal of who watches', () => {
  const bad = 'a\u001b[2J\nb\u202ec'
  const data = { object: 'directory_user', id: 'directory_user_1', name: bad, first_name: bad, state: 'active' }
  const event = { id: 'event_1', event: 'dsync.user.created', data, created_at: '2026-11-01T00:00:00.000Z' }
  const lines = [eventLine(event, bad, style), happeningLine({ directory: bad, sentence: bad }, style).slice(1)]
  for (const line of lines) {
    assert.doesNotMatch(line, /\p{Cc}|\u202e/u)
    assert.match(line, /a \[2J bc/)
  }
})
