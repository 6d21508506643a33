import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LdapConnection } from '../ldap-protocol/connect-ldap.ts'
import { memberParts } from './members.ts'
import { guidBytes, guidText, relativeId, siblingSid } from './object-guid.ts'

const id = '7bde1d9f-b7b2-4b92-bd96-44286eb6cb45'

/** A domain controller with a group of so many members that gives at most `limit` values at once, as Windows does. */
function controllerWith(count: number, limit: number) {
  const ranges: string[] = []
  const connection: LdapConnection = {
    host: 'dc1.corp.test',
    async search({ attributes }) {
      const [, low = '', high = ''] = /range=(\d+)-(\d+)/.exec(attributes[0] ?? '') ?? []
      ranges.push(`${low}-${high}`)
      const last = Math.min(Number(high), Number(low) + limit - 1)
      const end = last >= count - 1 ? '*' : String(last)
      const values = Array.from(
        { length: Math.min(last, count - 1) - Number(low) + 1 },
        (_, at) => `CN=u${Number(low) + at},DC=test`,
      )
      return [{ dn: `<GUID=${id}>;CN=All,DC=test`, [`member;range=${low}-${end}`]: values, member: [] }]
    },
    pages: () => assert.fail('Members are not paged'),
    [Symbol.asyncDispose]: async () => undefined,
  }
  return { connection, ranges }
}

async function membersAt({ connection }: ReturnType<typeof controllerWith>): Promise<readonly string[]> {
  return (await Array.fromAsync(memberParts(connection, id, 1500))).flat()
}

test('1,600 members come in two ranges, and in more from a server that gives fewer at once', async () => {
  const all = Array.from({ length: 1600 }, (_, at) => `cn=u${at},dc=test`)
  const [usual, narrow] = [controllerWith(1600, 1500), controllerWith(1600, 500)]
  assert.deepEqual(await membersAt(usual), all)
  assert.deepEqual(usual.ranges, ['0-1499', '1500-2999'])
  assert.deepEqual(await membersAt(narrow), all)
  assert.deepEqual(narrow.ranges, ['0-1499', '500-1999', '1000-2499', '1500-2999'])
})

test('nobody is missed who moves up between two ranges because another member leaves', async () => {
  const members = Array.from({ length: 1600 }, (_, at) => `cn=u${at},dc=test`)
  let version = 1
  const connection: LdapConnection = {
    host: 'dc1.corp.test',
    async search({ attributes }) {
      const low = Number(/range=(\d+)/.exec(attributes[0] ?? '')?.[1])
      const values = members.slice(low, low + 1500)
      const end = low + 1500 >= members.length ? '*' : String(low + 1499)
      const answer = { dn: 'CN=All', [`member;range=${low}-${end}`]: values, uSNChanged: String(version) }
      if (version === 1) {
        members.shift()
        version++
      }
      return [answer]
    },
    pages: () => assert.fail('Members are not paged'),
    [Symbol.asyncDispose]: async () => undefined,
  }
  const told = new Set((await Array.fromAsync(memberParts(connection, id, 1500))).flat())
  assert.deepEqual(
    members.filter((member) => !told.has(member)),
    [],
  )
})

test('the first parts of an objectGUID are little-endian, and text and bytes are the same id', () => {
  const bytes = Buffer.from('9f1dde7bb2b7924bbd9644286eb6cb45', 'hex')
  assert.equal(guidText(bytes), id)
  assert.deepEqual(guidBytes(id), bytes)
  assert.equal(guidBytes('ada'), null)
})

test('accounts of a domain differ in the last number of their SID', () => {
  const sid = Buffer.from('010500000000000515000000d5f584e00e609b245d981ce251040000', 'hex')
  assert.equal(relativeId(sid), 1105)
  assert.equal(relativeId(siblingSid(sid, 513)), 513)
  assert.equal(relativeId(sid), 1105)
})
