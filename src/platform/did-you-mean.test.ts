import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearestName, suggestName } from './did-you-mean.ts'

const names = ['department', 'division', 'displayName', 'title', 'mail', 'mails']

test('a name with a letter too many, too few, another one or two swapped is found', () => {
  for (const wrong of ['departments', 'departmnt', 'deportment', 'depratment', 'Department'])
    assert.equal(nearestName(wrong, names), 'department', wrong)
  assert.equal(nearestName('mial', names), 'mail')
})

test('a name that is like none is not guessed', () => {
  assert.equal(nearestName('salary', names), undefined)
  assert.equal(nearestName('', names), undefined)
})

test('where nothing is near, the few that there are, are told', () => {
  assert.equal(suggestName('tytle', names), 'Did you mean "title"?')
  assert.match(suggestName('salary', names), /^Possible: "department", .*"mails"\.$/)
  const many = Array.from({ length: 30 }, (_, index) => `attribute${index}`)
  assert.equal(suggestName('salary', many), '')
})
