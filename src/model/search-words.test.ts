import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  askedWords,
  foldText,
  groupSearchWords,
  type SearchedUser,
  userNameKey,
  userSearchWords,
} from './search-words.ts'

const person: SearchedUser = {
  id: 'directory_user_01',
  organizationId: 'org_1',
  idpId: '00uAB',
  userName: 'Zoe.Muller@Acme.example',
  attributes: {
    first_name: 'Zoë',
    last_name: "Müller-O'Neil",
    name: null,
    email: 'zoe.muller@acme.example',
    emails: [{ value: 'zoe@home.example' }],
    job_title: 'Ingénieure',
    username: 'Zoe.Muller@Acme.example',
    custom_attributes: { department_name: 'R&D', manager_id: 'directory_user_boss' },
  },
}

test('case and accents make no difference, also where a letter has no accent of its own', () => {
  assert.equal(foldText('Łukasz ØRSTED-Müller Straße'), 'lukasz orsted-muller strasse')
  assert.equal(foldText('Acme™ №5'), 'acmetm no5')
  assert.equal(foldText('Ирина Ёлкина'), foldText('ИРИНА ЕЛКИНА'))
})

test('a person is found by every word of the name, by its parts, by login, addresses and ids', () => {
  const words = userSearchWords(person)
  for (const typed of [
    'zoe',
    'Müller',
    "o'neil",
    'NEIL',
    'zoe.muller@acme.example',
    'zoe@home',
    '00uab',
    'directory_user_01',
  ]) {
    const asked = askedWords(typed)
    assert.ok(
      asked.every((word) => words.some((one) => one.startsWith(word))),
      typed,
    )
  }
})

test('what can be filtered by is marked, and no word of a person can look like a mark', () => {
  const words = userSearchWords(person)
  assert.ok(['@org_1', '#d:r&d', '#t:ingenieure', '#m:directory_user_boss'].every((mark) => words.includes(mark)))
  const sly = { ...person, userName: '@org_2', attributes: { ...person.attributes, name: '#d:sales @org_3' } }
  assert.deepEqual(
    userSearchWords(sly).filter((word) => /^[@#]/.test(word)),
    ['@org_1', '#d:r&d', '#t:ingenieure', '#m:directory_user_boss'],
  )
  assert.deepEqual(askedWords('@org_2 #m:x'), ['org_2', 'm:x'])
})

test('people without a display name are sorted by both names, and those without any by their login', () => {
  assert.equal(userNameKey(person), "zoe muller-o'neil")
  const nameless = { ...person.attributes, first_name: null, last_name: null }
  assert.equal(userNameKey({ ...person, attributes: nameless }), 'zoe.muller@acme.example')
})

test('words are few and short, whatever a source sends, and never end within a character', () => {
  const long = {
    ...person,
    attributes: { ...person.attributes, name: `${'😀'.repeat(80)} ${'a '.repeat(500)}b${'c'.repeat(500)}` },
  }
  const words = [...userSearchWords(long), userNameKey(long)]
  assert.ok(words.length <= 61 && words.every((word) => word.length <= 100 && word.isWellFormed()))
  assert.ok(groupSearchWords({ id: 'g', organizationId: 'o', idpId: 'g', displayName: 'x '.repeat(300) }).length <= 60)
})

test('a login or an id of several words is found as it is written, also by who has very many addresses', () => {
  const emails = Array.from({ length: 50 }, (_, index) => ({ value: `zoe.${index}.other@home${index}.example` }))
  const words = userSearchWords({
    ...person,
    idpId: 'uid=zoe,ou=People, dc=acme',
    userName: 'Zoe the Great',
    attributes: { ...person.attributes, emails },
  })
  for (const typed of ['uid=zoe,ou=people, dc=acme', 'zoe the great', person.id]) {
    for (const asked of askedWords(typed))
      assert.ok(
        words.some((word) => word.startsWith(asked)),
        `${typed}: ${asked}`,
      )
  }
})
