import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneLine } from './one-line.ts'

test('a name from outside stays on its line and in its direction', () => {
  assert.equal(oneLine('a\u001b[2J\r\nb\u0085c\u2028d'), 'a [2J b c d')
  assert.equal(oneLine('\u202eab\u2066c\u2069\u200e\u200fd\u061c'), 'abcd')
  assert.equal(oneLine('Zoë 👩‍💻 שלום'), 'Zoë 👩‍💻 שלום')
})
