import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shortenJson } from './shorten-json.ts'

test('a body within the bound is kept as it is', () => {
  const body = { userName: 'ada', emails: [{ value: 'ada@x.test', primary: true }], title: null }
  assert.deepEqual(shortenJson(body, 1000), { value: body, isCut: false })
})

test('a long body is kept from its beginning, as JSON of about the length that is allowed', () => {
  const members = Array.from({ length: 50_000 }, (_, index) => ({ value: `directory_user_${index}` }))
  const { value, isCut } = shortenJson({ displayName: 'All', members, note: 'x' }, 2000)
  assert.equal(isCut, true)
  const text = JSON.stringify(value)
  assert.ok(text.length > 1500 && text.length < 2500, `${text.length}`)
  assert.match(text, /^\{"displayName":"All","members":\[\{"value":"directory_user_0"\}/)
})

test('a long text is not cut within a character', () => {
  const { value, isCut } = shortenJson({ a: '😀'.repeat(100) }, 50)
  assert.equal(isCut, true)
  assert.ok(JSON.stringify(value).isWellFormed())
  assert.doesNotMatch(JSON.stringify(value), /\\ud/)
})
