import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseAddress, toAddressPart } from './email-address.ts'
import { generateCompany } from './generate-company.ts'
import { generateDirectories, sharedAddress } from './generate-directories.ts'
import { groupsOf } from './groups.ts'
import { isAtHome } from './second-account.ts'

const company = generateCompany()
const people = company.flatMap((half) => half.people)

test('the company has 300 people in 25 groups over two providers', () => {
  assert.deepEqual(
    company.map((half) => [half.provider, half.people.length, half.groups.length]),
    [
      ['okta', 190, 15],
      ['entra', 110, 10],
    ],
  )
})

test('the same seed gives the same company, another seed another one', () => {
  assert.deepEqual(generateCompany(7), generateCompany(7))
  assert.notDeepEqual(generateCompany(7), generateCompany(8))
})

test('ids, addresses and employee numbers are unique', () => {
  for (const attribute of ['externalId', 'userName', 'email', 'employeeNumber'] as const) {
    assert.equal(new Set(people.map((person) => person[attribute])).size, people.length, attribute)
  }
  const names = company.flatMap((half) => half.groups.map((group) => group.displayName))
  assert.equal(new Set(names).size, 25)
})

test('addresses are plain ASCII whatever the name', () => {
  for (const { email } of people) assert.match(email, /^[a-z0-9-]+(\.[a-z0-9-]+)+@(harrowmere|quillhaven)\.example$/)
  assert.equal(toAddressPart('Größmann'), 'grossmann')
  assert.equal(toAddressPart("d'Aubigny"), 'daubigny')
  assert.equal(toAddressPart('Þórdís'), 'thordis')
  assert.equal(toAddressPart('Işıl'), 'isil')
})

test('a second person of the same name gets the middle initial, a third a number', () => {
  const taken = new Set(['ada.king@x.example'])
  const options = { domain: 'x.example', twoSurnames: false, isTaken: (address: string) => taken.has(address) }
  const ada = { givenName: 'Ada', middleName: 'B', familyName: 'King' }
  assert.equal(chooseAddress(ada, options), 'ada.b.king@x.example')
  taken.add('ada.b.king@x.example')
  assert.equal(chooseAddress(ada, options), 'ada.king2@x.example')
})

test('everybody reaches the one at the top of their directory through managers who come before them', () => {
  for (const half of company) {
    const seen = new Set<string>()
    const tops = half.people.filter((person) => person.manager === null)
    for (const person of half.people) {
      assert.ok(person.manager === null || seen.has(person.manager), `${person.displayName} comes before their manager`)
      seen.add(person.externalId)
    }
    assert.equal(tops.length, 1)
  }
})

test('nobody has more than sixteen direct reports', () => {
  const reports = Map.groupBy(people, (person) => person.manager)
  for (const [manager, direct] of reports) if (manager) assert.ok(direct.length <= 16, `${direct.length} reports`)
})

test('names come from many places: other scripts, diacritics, two surnames, one-letter middle names', () => {
  assert.ok(new Set(people.map((person) => person.locale)).size >= 20)
  assert.ok(people.filter((person) => /[^\p{Script=Latin}\p{P}\p{M} ]/u.test(person.displayName)).length >= 10)
  assert.ok(people.filter((person) => /[\u00c0-\u024f]/.test(person.familyName)).length >= 40)
  assert.ok(people.filter((person) => person.locale.startsWith('es') && person.familyName.includes(' ')).length >= 5)
  assert.ok(people.some((person) => person.middleName.length === 1))
})

test('there are contractors, and all of them are in the group of contractors', () => {
  for (const half of company) {
    const contractors = half.people.filter((person) => person.kind === 'Contractor').map((person) => person.externalId)
    const group = half.groups.find((candidate) => candidate.displayName.endsWith('Contractors'))
    assert.ok(contractors.length >= 5)
    assert.deepEqual(group?.members, contractors)
  }
})

test('a newcomer belongs to everybody and to the department, not to projects', () => {
  const engineer = people.find((person) => person.department === 'Engineering' && person.kind === 'Employee')
  assert.ok(engineer)
  assert.deepEqual(groupsOf('okta', engineer), ['All staff', 'Engineering'])
})

test('34 people of the other companies have an account in Okta too, known by the number or by the address alone', () => {
  const [okta, entra] = generateDirectories()
  assert.ok(okta && entra)
  const guests = okta.people.filter((person) => !isAtHome('okta', person))
  const numbered = guests.filter(({ employeeNumber }) => employeeNumber !== '')
  assert.deepEqual([okta.people.length, numbered.length, guests.length], [224, 29, 34])
  for (const { employeeNumber, title, manager } of numbered) {
    const home = entra.people.find((person) => person.employeeNumber === employeeNumber)
    assert.notEqual(title, home?.title, 'the headquarters knows less of them')
    assert.equal(manager, null, 'whom they report to is for their own company to say')
  }
  assert.equal(guests.filter(({ email }) => email.endsWith('@brightmoor.example')).length, 3)
  const everybody = okta.groups.find(({ displayName }) => displayName === 'All staff')
  assert.equal(everybody?.members.length, 224)
  for (const attribute of ['externalId', 'userName', 'email'] as const)
    assert.equal(new Set(okta.people.map((person) => person[attribute])).size, 224, attribute)
  assert.deepEqual(generateDirectories(), [okta, entra], 'always the same')
})

test('of two accounts in Okta nobody wrote down whose they are', () => {
  const [okta, entra] = generateDirectories()
  const unclear = okta?.people.filter(({ employeeNumber, email }) => !employeeNumber && !email.includes('@brightmoor.'))
  const [desk, namesake] = unclear ?? []
  assert.equal(unclear?.length, 2)
  assert.equal(desk?.email, sharedAddress)
  assert.equal(entra?.people.filter(({ email }) => email === sharedAddress).length, 2)
  const same = entra?.people.filter(({ displayName }) => displayName === namesake?.displayName)
  assert.deepEqual(
    same?.map(({ location, email }) => [location.locality, email === namesake?.email]),
    [[namesake?.location.locality, false]],
  )
})
