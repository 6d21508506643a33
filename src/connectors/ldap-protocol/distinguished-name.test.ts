import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalName, escapeNameValue, isBelow, orgUnitPath, parseName } from './distinguished-name.ts'

test('a name that is written in different ways is one name', () => {
  const ways = [
    'CN=Zoë O\\,Hara,OU=Sales,DC=corp,DC=test',
    'cn=zoë o\\2Chara, ou=sales , dc=corp,dc=test',
    'CN=Zo\\C3\\AB O\\,HARA,OU=Sales,DC=corp,DC=test',
    'CN="Zoë O,Hara",OU=Sales,DC=corp;DC=test',
    'CN=Zoë   O\\,Hara,OU=Sales,DC=corp,DC=test',
    'CN=Zoe\u0308 O\\,Hara,OU=Sales,DC=corp,DC=test',
  ]
  assert.deepEqual([...new Set(ways.map(canonicalName))], ['cn=zoë o\\,hara,ou=sales,dc=corp,dc=test'])
})

test('the values of one part have no order, and a space or a backslash at the end belongs to the value', () => {
  assert.equal(canonicalName('uid=ada+cn=Ada,dc=test'), canonicalName('CN=ada+UID=Ada,DC=test'))
  assert.equal(parseName('cn=a\\ ,dc=test')?.[0]?.[0]?.value, 'a ')
  assert.equal(parseName('cn=a\\\\ ,dc=test')?.[0]?.[0]?.value, 'a\\')
  assert.equal(parseName('nonsense'), null)
})

test('what is escaped is read back as it was', () => {
  for (const value of ['O,Hara', '#1', ' a ', 'a+b=c;d', '<"x">', '\\', 'Zoë', 'tab\there', ' ', 'nul\0l']) {
    assert.equal(parseName(`cn=${escapeNameValue(value)},dc=test`)?.[0]?.[0]?.value, value, JSON.stringify(value))
  }
})

test('an entry is below its units, and a unit is no entry of one whose name only ends alike', () => {
  assert.ok(isBelow('CN=Ada,OU=Sales,DC=test', 'ou=sales, dc=test'))
  assert.ok(!isBelow('CN=Ada,OU=Presales,DC=test', 'OU=Sales,DC=test'))
  assert.equal(orgUnitPath('CN=Ada,OU=Europe,OU=Sales,DC=corp,DC=test'), '/Sales/Europe')
  assert.equal(orgUnitPath('CN=Ada,CN=Users,DC=corp,DC=test'), '/')
  assert.equal(orgUnitPath('OU=Sales,DC=corp,DC=test'), '/')
  assert.equal(orgUnitPath('CN=Ada,OU=R/D \\\\ Lab,OU=Sales,DC=test'), '/Sales/R\\/D \\\\ Lab')
})
