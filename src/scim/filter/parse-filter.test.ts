import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Filter } from '../../model/filter.ts'
import type { JsonObject } from '../../model/json.ts'
import { ScimError } from '../errors.ts'
import { groupResourceType, userResourceType } from '../schema/resource-type.ts'
import { dialectFor, readingContext } from '../tolerances.ts'
import { matchesFilter } from './matches-filter.ts'
import { filterLimits, parseFilter } from './parse-filter.ts'

const users = userResourceType()
const groups = groupResourceType()
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const ada: JsonObject = {
  id: 'Abc',
  externalId: 'Ext1',
  userName: 'Ada@Example.com',
  active: true,
  title: 'Engineer',
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  emails: [
    { type: 'work', value: 'ada@example.com', primary: true },
    { type: 'home', value: 'countess@example.org' },
  ],
  [enterprise]: { department: 'R&D', manager: { value: 'M1' } },
  meta: { created: '2026-05-01T12:00:00Z' },
}

function read(text: string, type = 'generic scim v2.0'): Filter {
  return parseFilter(text, users, readingContext(dialectFor(type)))
}

function matches(text: string): boolean {
  return matchesFilter(read(text), ada)
}

function refusal(text: string, type?: string): string {
  try {
    read(text, type)
  } catch (error) {
    assert.ok(error instanceof ScimError, String(error))
    assert.equal(error.status, 400)
    assert.equal(error.scimType, 'invalidFilter')
    return error.detail
  }
  throw new assert.AssertionError({ message: `${text} was accepted` })
}

test('a comparison names the attribute as the schema spells it, whatever the case of names, URNs and operators', () => {
  const userName = { path: ['userName'], type: 'string', caseExact: false, multiValuedAt: -1 }
  assert.deepEqual(read('USERNAME Eq "x"'), { kind: 'compare', attribute: userName, operator: 'eq', value: 'x' })
  assert.deepEqual(read('urn:ietf:params:scim:SCHEMAS:core:2.0:user:username eq "x"'), read('userName eq "x"'))
  assert.deepEqual(read(`${enterprise}:Manager.VALUE eq "1"`), {
    kind: 'compare',
    attribute: { path: [enterprise, 'manager', 'value'], type: 'string', caseExact: true, multiValuedAt: -1 },
    operator: 'eq',
    value: '1',
  })
})

test('R-14 "not" binds before "and", and "and" before "or"', () => {
  const shape = (filter: Filter): string => {
    if (filter.kind === 'not') return `!${shape(filter.filter)}`
    if (filter.kind === 'and' || filter.kind === 'or') return `(${filter.filters.map(shape).join(` ${filter.kind} `)})`
    return filter.attribute.path.join('.')
  }
  assert.equal(shape(read('title pr or not (active pr) and userName pr')), '(title or (!active and userName))')
  assert.equal(shape(read('(title pr or active pr) and userName pr')), '((title or active) and userName)')
})

test('R-13 case counts only where the schema says so', () => {
  assert.equal(matches('userName eq "ADA@example.COM"'), true)
  assert.equal(matches('emails.value eq "ADA@example.com"'), true)
  assert.equal(matches('externalId eq "ext1"'), false)
  assert.equal(matches('externalId eq "Ext1"'), true)
  assert.equal(matches(`${enterprise}:manager.value eq "m1"`), false)
})

test('R-14 a value path wants all of its conditions from one element', () => {
  assert.equal(matches('emails[type eq "work" and value co "@example.com"]'), true)
  assert.equal(matches('emails[type eq "home" and value co "@example.com"]'), false)
  assert.equal(matches('emails.type eq "home" and emails.value co "@example.com"'), true)
})

test('a multi-valued attribute named whole is compared through its values', () => {
  assert.deepEqual(read('emails co "x"'), read('emails.value co "x"'))
  assert.equal(matches('emails co "example.org"'), true)
})

test('E-37 a sub-attribute may follow a value path', () => {
  assert.equal(matches('emails[type eq "work"].value eq "ada@example.com"'), true)
  assert.equal(matches('emails[type eq "work"].value eq "countess@example.org"'), false)
  assert.equal(matches('emails[type eq "work"].display pr'), false)
})

test('R-15 null, absent and empty are the same', () => {
  assert.equal(matches('nickName pr'), false)
  assert.equal(matches('nickName eq null'), true)
  assert.equal(matches('title eq null'), false)
  assert.equal(matches('title ne NULL'), true)
  assert.equal(matches('emails eq null'), false)
  assert.equal(matches('nickName ne "x"'), true)
})

test('dates are compared as points in time, and texts in their order', () => {
  assert.equal(matches('meta.created gt "2026-05-01T13:30:00+02:00"'), true)
  assert.equal(matches('meta.created gt "2026-05-01T14:00:00+02:00"'), false)
  assert.equal(matches('name.familyName ge "lovelace" and name.familyName lt "m"'), true)
  assert.match(refusal('meta.created gt "yesterday"'), /dateTime/)
})

test('R-12 unknown operators, and ordering of booleans, binaries and complex values are refused', () => {
  assert.match(refusal('userName like "x"'), /character 10: "like" is not one of/)
  for (const operator of ['gt', 'ge', 'lt', 'le', 'co', 'sw', 'ew']) {
    assert.match(refusal(`active ${operator} true`), /does not go with "active", which is of type boolean/)
  }
  assert.match(refusal('x509Certificates.value gt "AA=="'), /binary/)
  assert.match(refusal('name eq "x"'), /complex/)
  assert.match(refusal('addresses eq "x"'), /complex/)
})

test('R-16 an attribute that no schema has is an invalid filter', () => {
  assert.match(refusal('userName eq "x" and shoeSize eq 3'), /character 21: no schema has an attribute "shoeSize"/)
  refusal('emails[shoeSize eq 3]')
  refusal('urn:example:User:userName eq "x"')
})

test('a password cannot be asked for', () => {
  assert.match(refusal('password sw "a"'), /cannot be used in a filter/)
})

test('E-24 the old check of a manager finds the extension by its short name', () => {
  assert.equal(matches('id eq "Abc" and manager eq "M1"'), true)
  refusal('manager eq "M1"', 'strict scim v2.0')
})

test('E-36 an unquoted value is a text, except in the strict dialect', () => {
  const context = readingContext(dialectFor('azure scim v2.0'))
  assert.deepEqual(parseFilter('externalId eq jyoung', users, context), read('externalId eq "jyoung"'))
  assert.deepEqual([...context.fired], ['unquoted_filter_value'])
  assert.match(refusal('externalId eq jyoung', 'strict scim v2.0'), /cannot be compared with "jyoung"/)
})

test('E-27 a boolean in quotes matches the boolean, except in the strict dialect', () => {
  assert.equal(matches('emails[primary eq "True"].value eq "ada@example.com"'), true)
  refusal('emails[primary eq "True"]', 'strict scim v2.0')
  assert.equal(matches('active eq TRUE'), true)
})

test('X-04 more spaces than needed change nothing', () => {
  assert.deepEqual(read('  userName   eq  "x"  and ( title  pr ) '), read('userName eq "x" and (title pr)'))
})

test('text in quotes has the escapes of JSON', () => {
  assert.deepEqual(read(String.raw`title eq "a \"b\" \\ \u00e9 ) ]"`), {
    ...read('title eq "x"'),
    value: 'a "b" \\ é ) ]',
  })
  assert.match(refusal(String.raw`title eq "\x"`), /not a JSON string/)
  assert.match(refusal('title eq "x'), /character 10 has no closing quote/)
})

test('what is missing or too much is named with its place', () => {
  assert.match(refusal('title pr and'), /character 13: expected the name of an attribute, found the end/)
  assert.match(refusal('userName'), /is not one of pr, eq/)
  assert.match(refusal('userName eq'), /expected a value, found the end/)
  assert.match(refusal('(title pr'), /expected "\)"/)
  assert.match(refusal('title pr userName pr'), /character 10: expected and, or, or the end/)
  assert.match(refusal('not title pr'), /no schema has an attribute "not"/)
  assert.match(refusal('userName[value eq "x"]'), /brackets go with/)
})

test('length, depth and number of comparisons are limited', () => {
  assert.match(refusal(`title eq "${'x'.repeat(filterLimits.length)}"`), /longer than/)
  assert.match(refusal(`${'('.repeat(60)}title pr${')'.repeat(60)}`), /brackets/)
  assert.match(refusal(Array(201).fill('title pr').join(' or ')), /comparisons/)
  assert.equal(matches(Array(200).fill('title pr').join(' or ')), true)
})

test('members of a group are found by their value', () => {
  const context = readingContext(dialectFor('generic scim v2.0'))
  assert.deepEqual(parseFilter('members eq "u1"', groups, context), {
    kind: 'compare',
    attribute: { path: ['members', 'value'], type: 'string', caseExact: true, multiValuedAt: 0 },
    operator: 'eq',
    value: 'u1',
  })
})

test('any text is either a filter or a refusal that says why', () => {
  const word = fc.constantFrom(
    'userName',
    'emails',
    'and',
    'or',
    'not',
    '(',
    ')',
    '[',
    ']',
    'eq',
    'pr',
    '"x"',
    'true',
    'null',
    '.type',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(text, (filter) => {
      try {
        matchesFilter(read(filter), ada)
      } catch (error) {
        assert.ok(error instanceof ScimError, String(error))
      }
    }),
    { seed: 7, numRuns: 3_000 },
  )
})

test('a quoted word is never an operator', () => {
  for (const text of ['"not" (userName pr)', 'userName "eq" "a"', 'userName pr "and" title pr']) refusal(text)
})

test('a filter of blanks is refused in words', () => {
  for (const text of [' ', '\t \n']) assert.match(refusal(text), /blank/)
})

test('a filter is refused for the characters that a body is refused for', () => {
  for (const text of ['userName eq "\\u0000"', 'userName eq a\u0000b', 'emails[value eq "\\ud800"]']) {
    assert.match(refusal(text), /null character|surrogate/)
  }
})

test('the URLs that this server makes are compared whole', () => {
  const context = readingContext(dialectFor('strict scim v2.0'), 'https://muster.test/scim/v2/d')
  const resource = { meta: { location: 'https://muster.test/scim/v2/d/Users/u1' } }
  const filter = parseFilter('meta.location eq "https://muster.test/scim/v2/d/Users/u1"', users, context)
  assert.equal(matchesFilter(filter, resource), true)
  assert.equal(filter.kind === 'compare' && filter.attribute.prefix, 'https://muster.test/scim/v2/d')
})
