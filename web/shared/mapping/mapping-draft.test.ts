import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSameMapping, toDraft, toLines } from './mapping-draft.ts'
import { allTargets } from './our-attributes.ts'
import { pathsIn } from './source-paths.ts'

const defaults = [
  { target: 'username', expression: 'user.login' },
  { target: 'job_title', expression: 'user.title' },
]

test('a mapping that nobody has changed has no lines of its own', () => {
  assert.deepEqual(toLines(toDraft(defaults, []), defaults), [])
})

test('a changed line, one that is switched off and a new one are kept, one that is as usual again is not', () => {
  const own = [{ target: 'job_title', expression: 'user.position' }]
  const draft = toDraft(defaults, own)
  assert.deepEqual(toLines(draft, defaults), own)
  assert.deepEqual(toLines({ ...draft, job_title: ' ' }, defaults), [{ target: 'job_title', expression: '' }])
  assert.deepEqual(toLines({ ...draft, job_title: 'user.title ' }, defaults), [])
  const added = toLines({ ...draft, 'custom_attributes.badge': 'user.badge' }, defaults)
  assert.deepEqual(added.at(-1), { target: 'custom_attributes.badge', expression: 'user.badge' })
  assert.deepEqual(toLines({ ...toDraft(defaults, []), email: '' }, defaults), [])
})

test('the order of lines does not matter', () => {
  assert.ok(isSameMapping(defaults, defaults.toReversed()))
  assert.ok(!isSameMapping(defaults, defaults.slice(1)))
})

test('an attribute that is declared comes after those that all have, once', () => {
  const targets = allTargets(['badge', 'department_name'])
  assert.equal(targets[0], 'username')
  assert.equal(targets.at(-1), 'custom_attributes.badge')
  assert.equal(new Set(targets).size, targets.length)
})

test('paths lead to every value of a record, with names that are no words in brackets', () => {
  const record = {
    login: 'ada',
    profile: { 'Email - Work': 'a@b', tags: ['x'], manager: null },
    emails: [{ value: 'a@b' }],
  }
  assert.deepEqual(pathsIn(record), [
    { path: 'user.login', value: 'ada' },
    { path: 'user.profile["Email - Work"]', value: 'a@b' },
    { path: 'user.profile.tags', value: 'x' },
    { path: 'user.emails[0].value', value: 'a@b' },
  ])
})
