import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BerWriter } from 'ldapts'
import { allOf, equals, filterProblem, parseFilter } from './filters.ts'
import { parseGeneralizedTime, toGeneralizedTime } from './generalized-time.ts'

function bytesOf(filter: ReturnType<typeof parseFilter>): string {
  const writer = new BerWriter()
  filter.write(writer)
  return writer.buffer.toString('hex')
}

test('an escape of several bytes is one letter, as in RFC 4515', () => {
  assert.equal(bytesOf(parseFilter('(sn=Lu\\c4\\8di\\c4\\87)')), bytesOf(equals('sn', 'Lučić')))
  assert.equal(bytesOf(parseFilter('(cn=a\\28b\\29)')), bytesOf(equals('cn', 'a(b)')))
})

test('filters are joined flat', () => {
  const joined = allOf(parseFilter('(&(a=1)(b=2))'), null, equals('c', '3'))
  assert.equal(bytesOf(joined), bytesOf(parseFilter('(&(a=1)(b=2)(c=3))')))
})

test('what is no filter is said so', () => {
  assert.equal(filterProblem('(&(objectClass=person)(!(title=Guest)))'), null)
  assert.match(filterProblem('(cn=a') ?? '', /is not an LDAP filter/)
  assert.match(filterProblem('(cn=\\zz)') ?? '', /is not an LDAP filter/)
  // Bytes that are no text would be sent as others, and find nobody.
  assert.match(filterProblem('(objectGUID=\\9f\\1d\\de\\7b)') ?? '', /is not an LDAP filter/)
})

test('times are read in all forms of RFC 4517', () => {
  assert.equal(parseGeneralizedTime('20261122121544.0Z')?.toISOString(), '2026-11-22T12:15:44.000Z')
  assert.equal(parseGeneralizedTime('202611221215Z')?.toISOString(), '2026-11-22T12:15:00.000Z')
  assert.equal(parseGeneralizedTime('20261122121544.123456Z')?.toISOString(), '2026-11-22T12:15:44.123Z')
  assert.equal(parseGeneralizedTime('20261122131544+0100')?.toISOString(), '2026-11-22T12:15:44.000Z')
  assert.equal(parseGeneralizedTime('yesterday'), null)
  assert.equal(toGeneralizedTime(new Date('2026-11-22T12:15:44.999Z')), '20261122121544Z')
})
