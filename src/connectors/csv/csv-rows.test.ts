import assert from 'node:assert/strict'
import { test } from 'node:test'
import iconv from 'iconv-lite'
import { makeCsvFolder } from '../../testing/csv-folder.ts'
import { listAll, openFolder, refusal } from '../../testing/csv-source.ts'
import { columnName } from './read-rows.ts'

async function listOf(users: string | Buffer, given: Record<string, unknown> = {}) {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', users)
  return await listAll(openFolder(folder, given))
}

const idsOf = ({ users }: Awaited<ReturnType<typeof listOf>>) => users.map(({ id }) => id)

for (const [name, content] of [
  ['CR alone', 'id,name\r1,Anna\r2,Bob\r'],
  ['a header of one program and rows of another', 'id,name\r\n1,Anna\n2,Bob\r\n'],
  ['one column', 'id\r\n1\n2\r\n'],
  ['empty lines before and between', '\r\n\r\nid;name\r\n1;Anna\r\n\r\n2;Bob\r\n'],
  ['columns without a name, and rows that were used once', 'id,name,,\n1,Anna,,\n,,,\n2,Bob,,\n'],
  ['a byte order mark before quotes', '\ufeff"id","name"\n1,Anna\n2,Bob'],
] as const) {
  test(`everybody is read from a file with ${name}`, async () => {
    assert.deepEqual(idsOf(await listOf(content)), ['1', '2'])
  })
}

test('a file with nobody in it is an error of the check, and never a listing of nobody', async () => {
  for (const content of ['', '\ufeff', 'id,name', 'id,name\r\n,\r\n']) {
    await using folder = await makeCsvFolder()
    await folder.write('users.csv', content)
    await folder.write('groups.csv', 'id,name\ng,Sales\n')
    await assert.rejects(listAll(openFolder(folder)), refusal('listing_incomplete', /nobody in it/))
    const { findings } = await openFolder(folder).check(new AbortController().signal)
    assert.deepEqual(
      findings.filter(({ level }) => level === 'error').map(({ code }) => code),
      ['no_users'],
    )
  }
})

test('a file that is not in the encoding that is said, or in two, is refused', async () => {
  const latin = iconv.encode('id,name\n1,Zoë\n', 'windows-1252')
  await assert.rejects(listOf(latin, { encoding: 'utf-8' }), refusal('unreadable', /not UTF-8/))
  assert.equal((await listOf(latin)).users[0]?.attributes.name, 'Zoë')
  const mixed = Buffer.concat([Buffer.from('id,name\n1,Zoë\n'), iconv.encode('2,Jörg\n', 'windows-1252')])
  await assert.rejects(listOf(mixed), refusal('unreadable', /not UTF-8/))
  const japanese = iconv.encode('id,name\n1,ソース\n', 'shift_jis')
  await assert.rejects(listOf(japanese), refusal('unreadable', /line 2 has characters/))
  assert.equal((await listOf(japanese, { encoding: 'shift_jis' })).users[0]?.attributes.name, 'ソース')
})

test('a file that was cut off within a character gives nobody another name', async () => {
  const whole = Buffer.from('id,name\n1,Zoë\n2,Jörg')
  await assert.rejects(listOf(whole.subarray(0, -3)), refusal('unreadable', /cut off/))
})

test('UTF-16 is found out without a byte order mark, and half a character in it is refused', async () => {
  for (const encoding of ['utf-16le', 'utf-16be']) {
    assert.equal((await listOf(iconv.encode('id,name\n1,Zoë\n', encoding))).users[0]?.attributes.name, 'Zoë')
  }
  const half = iconv.encode('id,name\n1,A\ud800B\n', 'utf-16le', { addBOM: true })
  await assert.rejects(listOf(half), refusal('unreadable', /line 2 has characters/))
  await assert.rejects(listOf('id,name\n1,A\0B\n'), refusal('unreadable', /line 2 has characters/))
})

test('names that objects have by themselves are columns and words like others', async () => {
  const header = 'id,__proto__,constructor,toString,status'
  const { users, unreadable } = await listOf(`${header}\n1,a,b,c,constructor\n2,a,b,c,active\n`)
  assert.deepEqual(
    users.map(({ attributes }) => attributes),
    [{ id: '2', proto: 'a', constructor: 'b', tostring: 'c', status: 'active' }],
  )
  assert.deepEqual(
    unreadable.map(({ id, code }) => [id, code]),
    [['1', 'unknown_status']],
  )
  for (const text of ['__proto__', ' __PROTO__ ', '\0__proto__']) assert.equal(columnName(text), 'proto')
  assert.equal((await listOf('id,name\n1,Anna\n')).users[0]?.status, 'active')
})

test('a column of the status that is named in the settings must be there: else everybody would be active', async () => {
  const given = { status_column: 'Employment Status' }
  await assert.rejects(listOf('id,state\n1,left\n', given), refusal('settings_invalid', /employment_status/))
  assert.equal((await listOf('id,Employment status\n1,left\n', given)).users[0]?.status, 'deactivated')
})

test('somebody whose id is missing is named by the address; ids that differ at all are different people', async () => {
  const long = 'x'.repeat(501)
  const { users, unreadable } = await listOf(
    `id,email\n,Anna@Example.com\na,\nA,\n0\u0301,\n\u00d3,\n${long},bob@example.com\n`,
  )
  assert.deepEqual(
    users.map(({ id }) => id),
    ['a', 'A', '0\u0301', '\u00d3'],
  )
  assert.deepEqual(
    unreadable.map(({ id, code }) => [id, code]),
    [
      ['anna@example.com', 'id_missing'],
      [long.slice(0, 500), 'id_too_long'],
    ],
  )
})

test('members and managers that are named by address are found whatever the case of the letters', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', 'id,email,manager\nE1,Anna@Example.com,\nE2,bob@example.com,ANNA@example.com\n')
  await folder.write('memberships.csv', 'group_id,member_id\nG,ANNA@EXAMPLE.COM\nG,E2\n')
  const { users, members } = await listAll(openFolder(folder))
  assert.deepEqual(
    users.map(({ alias, manager }) => [alias, manager]),
    [
      ['anna@example.com', null],
      ['bob@example.com', 'anna@example.com'],
    ],
  )
  assert.deepEqual(members, [{ groupId: 'G', memberIds: ['anna@example.com', 'E2'] }])
})

test('of two groups with one id the first is taken, also when pages lie between them', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', 'id\n1\n')
  const between = Array.from({ length: 600 }, (_, index) => `g${index},Group ${index}`)
  await folder.write('groups.csv', ['id,name', 'g,Sales', ...between, 'g,Sales old'].join('\n'))
  const { groups, unreadable } = await listAll(openFolder(folder))
  assert.deepEqual(
    groups.filter(({ id }) => id === 'g').map(({ name }) => name),
    ['Sales'],
  )
  assert.deepEqual(
    unreadable.map(({ kind, id, code }) => [kind, id, code]),
    [['group', 'g', 'duplicate_id']],
  )
})

test('who is in a group is told by id, also where the file names addresses, and a group that is nowhere is refused', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', 'id,email\nE1,Anna@Example.com\nE2,bob@example.com\n')
  const told = async (group: string) => {
    const ids = new Set<string>()
    const pieces = openFolder(folder).membersOf?.(group, new AbortController().signal) ?? []
    for await (const some of pieces) for (const id of some) ids.add(id)
    return ids
  }
  await assert.rejects(told('g1'), refusal('listing_incomplete', /no such file/))
  // The deepest group first: whoever looks for one level in each reading of the file would never come to an end.
  const nested = Array.from({ length: 3000 }, (_, index) => `g${3000 - index - 1},g${3000 - index}`)
  await folder.write('memberships.csv', ['group_id,member_id', 'g3000,anna@EXAMPLE.com', ...nested].join('\n'))
  assert.ok((await told('g1')).has('E1'))
  assert.ok(!(await told('g1')).has('E2'))
  await assert.rejects(told('another'), refusal('listing_incomplete', /"another"/))
})

test('memberships of groups that are not in the file of the groups are told by the check', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', 'id\n1\n')
  await folder.write('groups.csv', 'id,name\ng,Sales\n')
  await folder.write('memberships.csv', 'group,user\nSales,1\n')
  const { findings } = await openFolder(folder).check(new AbortController().signal)
  assert.ok(findings.some(({ code, text }) => code === 'group_unknown' && /^1 rows/.test(text)))
})

test('a header with very many columns is refused at once, and large rows make small pages', async () => {
  const columns = Array.from({ length: 100_000 }, (_, index) => `c${index}`)
  await assert.rejects(listOf(`id,${columns.join()}\n`.slice(0, 900_000)), refusal('unreadable', /columns/))
  const text = 'x'.repeat(900_000)
  const rows = Array.from({ length: 12 }, (_, index) => `${index},${text}`)
  const { pages, users } = await listOf(['id,note', ...rows].join('\n'))
  assert.equal(users.length, 12)
  assert.ok(pages.every((page) => (page.users?.length ?? 0) <= 5))
  await assert.rejects(listOf(`id,note\n1,"${text}${text}\n`), refusal('unreadable', /longer than 1 MB/))
})
