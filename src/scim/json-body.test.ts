import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseJsonBody, withoutPasswords } from './json-body.ts'

test('a key called __proto__ is dropped at any depth, however it is spelled', () => {
  const body = parseJsonBody(Buffer.from('{"a":[{"__proto__":{"b":1},"c":2}],"\\u005f_proto__":{"d":3}}'))
  assert.deepEqual(body, { a: [{ c: 2 }] })
  assert.equal(JSON.stringify(body), '{"a":[{"c":2}]}')
})

test('64 levels are read, 65 are not', () => {
  const nested = (depth: number) => Buffer.from('['.repeat(depth) + ']'.repeat(depth))
  assert.ok(parseJsonBody(nested(64)))
  assert.throws(() => parseJsonBody(nested(65)), { scimType: 'invalidSyntax' })
})

test('an empty body is undefined, and characters beyond the basic plane are kept', () => {
  assert.equal(parseJsonBody(Buffer.alloc(0)), undefined)
  assert.equal(parseJsonBody(Buffer.from('"\\ud83d\\ude00 😀"')), '😀 😀')
})

test('passwords are taken out wherever they are, and nothing else', () => {
  const path = 'urn:ietf:params:scim:schemas:core:2.0:User:password'
  const body = {
    userName: 'ada',
    password: 'a',
    nested: [{ PASSWORD: 'b', passwordHint: 'kept' }],
    'urn:ietf:params:scim:schemas:core:2.0:User:password': 'c',
    Operations: [
      { op: 'replace', path, value: 'd' },
      { op: 'replace', path: 'title', value: 'kept' },
    ],
  }
  assert.deepEqual(withoutPasswords(body), {
    userName: 'ada',
    nested: [{ passwordHint: 'kept' }],
    Operations: [
      { op: 'replace', path },
      { op: 'replace', path: 'title', value: 'kept' },
    ],
  })
})

test('the password of a PATCH is taken out however its keys are spelled', () => {
  const urn = 'urn:ietf:params:scim:schemas:core:2.0:User'
  const body = {
    Operations: [
      { Op: 'replace', Path: 'Password', Value: 'CLEAR' },
      { OP: 'add', PATH: ` ${urn.toUpperCase()}:PASSWORD `, vaLUE: ['CLEAR'] },
      {
        op: 'replace',
        Value: {
          ' password ': 'CLEAR',
          [urn]: { PassWord: 'CLEAR' },
          [`${urn}.password`]: 'CLEAR',
          'password.value': 'CLEAR',
        },
      },
    ],
  }
  assert.deepEqual(withoutPasswords(body), {
    Operations: [
      { Op: 'replace', Path: 'Password' },
      { OP: 'add', PATH: ` ${urn.toUpperCase()}:PASSWORD ` },
      { op: 'replace', Value: { [urn]: {} } },
    ],
  })
})

test('two spellings of one key in one object are refused by their names', () => {
  const parse = (text: string) => () => parseJsonBody(Buffer.from(text))
  for (const text of ['{"userName":"a","USERNAME":"b"}', '{"x":[{"userName":"a","y":1,"USERNAME":"b"}]}']) {
    assert.throws(parse(text), { scimType: 'invalidSyntax', message: /"userName" and "USERNAME"/ })
  }
  assert.ok(parse('[{"userName":"a"},{"USERNAME":{"username":"b"}}]')())
})
