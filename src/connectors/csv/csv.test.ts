import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { symlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import iconv from 'iconv-lite'
import { makeCsvFolder } from '../../testing/csv-folder.ts'
import { csvTools, listAll, openCsv, openFolder, refusal } from '../../testing/csv-source.ts'
import { withoutPrograms } from '../../testing/outside-program.ts'
import { startSftpServer } from '../../testing/sftp-server.ts'
import type { SourceFiles } from '../connector.ts'
import { SourceError } from '../source-error.ts'

test('quoted commas, line breaks and quotes in a field stay in the field', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', 'ID,Job Title,Email\r\n7,"Head of ""R&D"",\r\nEurope",anna@example.com\r\n')
  const { users } = await listAll(openFolder(folder))
  assert.deepEqual(users, [
    {
      id: '7',
      status: 'active',
      statusDetail: 'active',
      attributes: { id: '7', job_title: 'Head of "R&D",\r\nEurope', email: 'anna@example.com' },
      alias: 'anna@example.com',
    },
  ])
})

for (const [encoding, bom] of [
  ['utf-8', true],
  ['utf-8', false],
  ['utf-16le', true],
  ['utf-16be', true],
  ['windows-1252', false],
] as const) {
  test(`names with umlauts are read from ${encoding}${bom ? ' with a byte order mark' : ''}`, async () => {
    await using folder = await makeCsvFolder()
    await folder.write('users.csv', iconv.encode('id;name\n1;Zoë Müller\n', encoding, { addBOM: bom }))
    const { users } = await listAll(openFolder(folder))
    assert.deepEqual(
      users.map(({ attributes }) => attributes),
      [{ id: '1', name: 'Zoë Müller' }],
    )
  })
}

for (const delimiter of [',', ';', '\t', '|']) {
  test(`the delimiter ${JSON.stringify(delimiter)} is found out`, async () => {
    await using folder = await makeCsvFolder()
    await folder.write(
      'users.csv',
      ['id,"a,b;c|d",email', '1,x,anna@example.com'].join('\n').replace(/,(?!b)/g, delimiter),
    )
    const { users } = await listAll(openFolder(folder))
    assert.equal(users[0]?.attributes.email, 'anna@example.com')
  })
}

test('words for the status are understood, and one that is not is a problem of that person alone', async () => {
  await using folder = await makeCsvFolder()
  await folder.write(
    'users.csv',
    'id,status\n1,Active\n2,on leave\n3,TERMINATED\n4,no\n5,\n6,prehire\n7,gone fishing\n8,blocked\n',
  )
  const { users, unreadable } = await listAll(openFolder(folder))
  const states = Object.fromEntries(users.map(({ id, status }) => [id, status]))
  assert.deepEqual(states, {
    ...{ 1: 'active', 2: 'active', 3: 'deactivated', 4: 'deactivated' },
    ...{ 5: 'active', 6: 'staged', 8: 'suspended' },
  })
  assert.deepEqual(
    unreadable.map(({ id, code }) => [id, code]),
    [['7', 'unknown_status']],
  )
})

test('of two rows with one id the first is taken, and the second is a problem', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', 'id,email\n1,anna@example.com\n1,bob@example.com\n,carl@example.com\n')
  const { users, unreadable } = await listAll(openFolder(folder))
  assert.deepEqual(
    users.map(({ attributes }) => attributes.email),
    ['anna@example.com'],
  )
  assert.deepEqual(
    unreadable.map(({ id, code }) => [id, code]),
    [
      ['1', 'duplicate_id'],
      ['carl@example.com', 'id_missing'],
    ],
  )
})

test('a file that was cut off within a row, or within quotes, is refused with the line', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', 'id,name,email\n1,Anna,a@example.com\n2,Bo')
  await assert.rejects(listAll(openFolder(folder)), refusal('unreadable', /line 3/))
  await folder.write('users.csv', 'id,name,email\n1,Anna,a@example.com\n2,"Bo')
  await assert.rejects(listAll(openFolder(folder)), refusal('unreadable', /quoted field/))
})

test('without an id that never changes nothing is read', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', 'name,email\nAnna,a@example.com\n')
  await assert.rejects(listAll(openFolder(folder)), refusal('settings_invalid', /has name, email/))
  const { users } = await listAll(openFolder(folder, { id_column: 'E-Mail'.replace('-', '') }))
  assert.deepEqual(
    users.map(({ id }) => id),
    ['a@example.com'],
  )
})

test('a file that is missing, young, without its .done, or not what its checksum says is not read', async () => {
  await using folder = await makeCsvFolder()
  await assert.rejects(listAll(openFolder(folder)), refusal('listing_incomplete', /users\.csv/))
  const content = 'id,email\n1,anna@example.com\n'
  await folder.write('users.csv', content)
  await assert.rejects(
    listAll(openFolder(folder, { completeness: 'done_file' })),
    refusal('unreachable', /users\.csv\.done/),
  )
  await folder.write('users.csv.done', '')
  assert.equal((await listAll(openFolder(folder, { completeness: 'done_file' }))).users.length, 1)
  await folder.write('users.csv.sha256', `${createHash('sha256').update(`${content}2,bob`).digest('hex')}  users.csv\n`)
  await assert.rejects(
    listAll(openFolder(folder, { completeness: 'checksum' })),
    refusal('listing_incomplete', /SHA-256/),
  )
  await folder.write('users.csv.sha256', `${createHash('sha256').update(content).digest('hex')}  users.csv\n`)
  assert.equal((await listAll(openFolder(folder, { completeness: 'checksum' }))).users.length, 1)
  const now = new Date()
  await utimes(join(folder.path, 'users.csv'), now, now)
  await assert.rejects(listAll(openFolder(folder)), (error) => error instanceof SourceError && error.retryAt !== null)
})

test('files that are replaced while they are read end the listing, and nobody is taken for absent', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', 'id,email\n1,anna@example.com\n')
  await folder.write('memberships.csv', 'group_id,member_id\ng,1\ng,anna@example.com\n')
  const { pages, members } = await listAll(openFolder(folder))
  assert.deepEqual(members, [{ groupId: 'g', memberIds: ['1', 'anna@example.com'] }])
  await folder.write('users.csv', 'id,email\n2,bob@example.com\n')
  await assert.rejects(listAll(openFolder(folder), pages[0]?.resume), refusal('listing_incomplete', /replaced/))
})

test('no file outside of the allowed folder is read, also not through a link', async () => {
  await using folder = await makeCsvFolder()
  await using elsewhere = await makeCsvFolder()
  await elsewhere.write('users.csv', 'id,email\n1,secret@example.com\n')
  await symlink(elsewhere.path, join(folder.path, 'link'))
  for (const path of [`../${elsewhere.path.split('/').pop()}`, elsewhere.path, 'link']) {
    await assert.rejects(listAll(openFolder(folder, { folder: path })), refusal('settings_invalid', /allow/))
  }
  await assert.rejects(
    listAll(openCsv({ source: 'folder' }, csvTools(null))),
    refusal('settings_invalid', /MUSTER_FILES_FOLDER/),
  )
})

test('uploaded files are read', async () => {
  const content = Buffer.from('id,email\n1,anna@example.com\n')
  const at = new Date()
  const files: SourceFiles = {
    list: async () => [{ name: 'users.csv', size: content.length, sha256: '', at }],
    async *read() {
      yield content
    },
  }
  const { users } = await listAll(openCsv({ source: 'upload' }, csvTools(null, files)))
  assert.equal(users[0]?.id, '1')
})

test('members of a group are also those of the groups within it, round a circle too', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', 'id,email\n1,anna@example.com\n')
  await folder.write('memberships.csv', 'group_id,member_id\na,1\na,b\nb,2\nb,a\nc,3\n')
  const members = openFolder(folder).membersOf?.('a', new AbortController().signal) ?? []
  const ids = []
  for await (const some of members) ids.push(...some)
  assert.deepEqual(ids.sort(), ['1', '2', 'a', 'b'])
})

test('the check says how many rows there are, and what is wrong with them', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', 'id,status\n1,active\n2,gone fishing\n')
  const report = await openFolder(folder).check(new AbortController().signal)
  assert.equal(report.users.count, 1)
  assert.equal(report.users.sample?.id, '1')
  assert.deepEqual(
    report.findings.map(({ code, level }) => [code, level]),
    [
      ['files_read', 'ok'],
      ['unknown_status', 'warning'],
      ['file_absent', 'warning'],
      ['file_absent', 'warning'],
    ],
  )
})

test('files on an SFTP server are read when its host key is the pinned one', {
  skip: withoutPrograms('sshd', 'ssh-keygen') || (process.getuid?.() !== 0 && 'sshd is started by root'),
}, async () => {
  await using server = await startSftpServer()
  await using folder = await makeCsvFolder(server.folder)
  await folder.write('users.csv', 'id,email\n1,anna@example.com\n')
  const settings = {
    ...{ source: 'sftp', host: '127.0.0.1', port: server.port, username: server.username },
    ...{ private_key: server.privateKey, host_key: server.hostKey, folder: server.folder },
  }
  const list = (given: Record<string, unknown>) => listAll(openCsv({ ...settings, ...given }, csvTools(null)))
  assert.deepEqual(
    (await list({})).users.map(({ id }) => id),
    ['1'],
  )
  const other = `SHA256:${'A'.repeat(43)}`
  await assert.rejects(list({ host_key: other }), refusal('settings_invalid', /another host key \(SHA256:/))
  await assert.rejects(
    list({ host_key: undefined }),
    refusal('settings_invalid', new RegExp(server.hostKey.replace(/\+/g, '\\+'))),
  )
  await assert.rejects(list({ private_key: undefined, password: 'wrong' }), refusal('credentials_refused', /refused/))
  const guarded = { ...csvTools(null), allowPrivateNetworks: false }
  await assert.rejects(listAll(openCsv(settings, guarded)), refusal('settings_invalid', /not called/))
  await server.stop()
  await assert.rejects(list({}), refusal('unreachable', /SFTP/))
})
