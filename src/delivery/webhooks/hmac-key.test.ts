import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { createHmacKey } from './hmac-key.ts'

test('a key signs as HMAC-SHA256 does, whatever its length', () => {
  const body = Buffer.from('{"name":"Ada — ☃"}')
  for (const length of [0, 1, 24, 32, 63, 64, 65, 200]) {
    const secret = randomBytes(length)
    const expected = createHmac('sha256', secret).update('1700000000000.').update(body)
    const text = expected.digest('hex')
    assert.equal(createHmacKey(secret).sign(['1700000000000.', body], 'hex'), text)
    assert.equal(
      createHmacKey(secret).sign(['1700000000000.', body], 'base64'),
      Buffer.from(text, 'hex').toString('base64'),
    )
  }
})

test('a key signs as RFC 4231 section 4.3 has it', () => {
  assert.equal(
    createHmacKey(Buffer.from('Jefe')).sign(['what do ya want ', Buffer.from('for nothing?')], 'hex'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
})
