import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { mkdir, readdir, rm, utimes } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type CsvFolder, makeCsvFolder } from '../../testing/csv-folder.ts'
import { csvTools, listAll, openCsv, openFolder, refusal } from '../../testing/csv-source.ts'
import { withoutPrograms } from '../../testing/outside-program.ts'
import { startSftpServer, type TestSftpServer } from '../../testing/sftp-server.ts'
import type { SourceFiles } from '../connector.ts'
import { CsvSettings } from './settings.ts'
import { sftpFiles } from './sftp-files.ts'

// Other tests make copies of files at the same time.
const folderOfCopies = mkdtempSync(join(tmpdir(), 'muster-csv-places-'))
process.env.TMPDIR = folderOfCopies
after(() => rm(folderOfCopies, { recursive: true }))

const people = 'id,email\n1,anna@example.com\n'
const copies = async () => (await readdir(tmpdir())).filter((name) => /^muster-csv-(?!test)/.test(name))

async function setTime(folder: CsvFolder, name: string, time: Date) {
  await utimes(join(folder.path, name), time, time)
}

test('names of files have no folders in them', () => {
  for (const name of ['../users.csv', '/etc/passwd', '..', '.', 'a\\b', 'a\0', '']) {
    assert.equal(CsvSettings.safeParse({ users_file: name }).success, false, name)
  }
})

test('what is not a file, or may not be found, says so', async () => {
  await using folder = await makeCsvFolder()
  await mkdir(join(folder.path, 'users.csv'))
  await assert.rejects(listAll(openFolder(folder)), refusal('settings_invalid', /not a file/))
  const gone = openCsv({ source: 'folder' }, csvTools(join(folder.path, 'nowhere')))
  await assert.rejects(listAll(gone), refusal('unreachable', /MUSTER_FILES_FOLDER/))
})

test('a file whose time is still to come is taken for one that is being written', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', people)
  await setTime(folder, 'users.csv', new Date(Date.now() + 5 * 60_000))
  await assert.rejects(listAll(openFolder(folder)), refusal('unreachable', /still being written/))
  assert.equal((await listAll(openFolder(folder, { settle_seconds: 0 }))).users.length, 1)
})

test('a .done that is older than its file belongs to the file before', async () => {
  await using folder = await makeCsvFolder()
  const source = openFolder(folder, { completeness: 'done_file' })
  await folder.write('users.csv', people)
  await folder.write('users.csv.done', '')
  await setTime(folder, 'users.csv.done', new Date('2025-12-31T00:00:00Z'))
  await assert.rejects(listAll(source), refusal('unreachable', /as new as/))
  await setTime(folder, 'users.csv.done', new Date('2026-01-01T00:00:01Z'))
  assert.equal((await listAll(source)).users.length, 1)
})

test('checksums are read in the forms in which programs write them', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', people)
  const sum = createHash('sha256').update(people).digest('hex')
  const source = openFolder(folder, { completeness: 'checksum' })
  const forms = [sum, `${sum.toUpperCase()} *users.csv\r\n`, `SHA256 (users.csv) = ${sum}\n`, `\ufeff${sum}\n`]
  for (const form of [...forms.map((text) => Buffer.from(text)), Buffer.from(`\ufeff${sum}\r\n`, 'utf16le')]) {
    await folder.write('users.csv.sha256', form)
    assert.equal((await listAll(source)).users.length, 1, String(form))
  }
  for (const form of [sum.slice(1), `0${sum}`, '', `${'x'.repeat(100_000)} ${sum}`]) {
    await folder.write('users.csv.sha256', form)
    await assert.rejects(listAll(source), refusal('listing_incomplete', /SHA-256/))
  }
})

test('a copy that is shorter than the file is not read, and nothing of it is left', async () => {
  const before = await copies()
  const at = new Date()
  const files: SourceFiles = {
    list: async () => [{ name: 'users.csv', size: people.length + 20, sha256: '', at }],
    async *read() {
      yield Buffer.from(people)
    },
  }
  await assert.rejects(listAll(openCsv({}, csvTools(null, files))), refusal('unreachable', /changed while/))
  assert.deepEqual(await copies(), before)
})

test('a listing that is given up leaves no copy behind', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', ['id', ...Array.from({ length: 2000 }, (_, index) => index)].join('\n'))
  const before = await copies()
  const stop = new AbortController()
  const listing = openFolder(folder).full(null, stop.signal)
  await listing.next()
  assert.equal((await copies()).length, before.length + 1)
  stop.abort(new Error('given up'))
  await assert.rejects(listing.next(), /given up/)
  const another = openFolder(folder).full(null, new AbortController().signal)
  await another.next()
  await another.return({ cursor: null })
  assert.deepEqual(await copies(), before)
})

test('a listing does not go on when the files are to be read otherwise than at its beginning', async () => {
  await using folder = await makeCsvFolder()
  await folder.write('users.csv', people)
  const { pages } = await listAll(openFolder(folder))
  const another = openFolder(folder, { id_column: 'email' })
  await assert.rejects(listAll(another, pages[0]?.resume ?? ''), refusal('listing_incomplete', /replaced/))
})

const skip = withoutPrograms('sshd', 'ssh-keygen') || (process.getuid?.() !== 0 && 'sshd is started by root')

function settingsFor(server: TestSftpServer): Record<string, unknown> {
  return {
    ...{ source: 'sftp', host: '127.0.0.1', port: server.port, username: server.username },
    ...{ private_key: server.privateKey, host_key: server.hostKey, folder: server.folder },
  }
}

test('a connection to an SFTP server lasts longer than it took to make', { skip }, async () => {
  await using server = await startSftpServer()
  await using folder = await makeCsvFolder(server.folder)
  await folder.write('users.csv', people)
  const tools = { ...csvTools(null), signal: new AbortController().signal }
  await using files = await sftpFiles(CsvSettings.parse(settingsFor(server)), tools, {
    connectMs: 4000,
    silenceMs: 60_000,
  })
  await new Promise((done) => setTimeout(done, 4200))
  assert.equal((await files.stat('users.csv'))?.size, people.length)
  await mkdir(join(server.folder, 'folder.csv'))
  await assert.rejects(files.stat('folder.csv'), refusal('settings_invalid', /not a file/))
  assert.equal(await files.stat('absent.csv'), null)
  await assert.rejects(
    async () => {
      for await (const _ of files.read('absent.csv'));
    },
    refusal('unreachable', /broke off/),
  )
})

test('an SFTP server that falls silent, or goes away, ends the call', { skip }, async () => {
  await using server = await startSftpServer()
  await using folder = await makeCsvFolder(server.folder)
  await folder.write('users.csv', people)
  const settings = CsvSettings.parse(settingsFor(server))
  const stop = new AbortController()
  const tools = { ...csvTools(null), signal: stop.signal }
  await using silent = await sftpFiles(settings, tools, { connectMs: 5000, silenceMs: 100 })
  await new Promise((done) => setTimeout(done, 300))
  await assert.rejects(silent.stat('users.csv'), refusal('unreachable', /broke off/))
  await using givenUp = await sftpFiles(settings, tools)
  stop.abort()
  await assert.rejects(givenUp.stat('users.csv'), refusal('unreachable', /broke off/))
})

test('a server that takes a connection and says nothing is given up, and the connection closed', async () => {
  const closed: Promise<unknown>[] = []
  const stop = new AbortController()
  const server = createServer((socket) => {
    socket.on('error', () => {}).resume()
    closed.push(once(socket, 'close'))
    if (closed.length === 2) stop.abort()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  try {
    const settings = CsvSettings.parse({
      source: 'sftp',
      host: 'localhost',
      port,
      username: 'a',
      password: 'hidden-word',
    })
    const tools = { ...csvTools(null), signal: stop.signal }
    const opening = sftpFiles(settings, tools, { connectMs: 2000, silenceMs: 100 })
    await assert.rejects(opening, (error) => refusal('unreachable', /SFTP/)(error) && !/hidden/.test(String(error)))
    const aborted = sftpFiles(settings, tools, { connectMs: 60_000, silenceMs: 100 })
    await assert.rejects(aborted, refusal('unreachable', /SFTP/))
    await Promise.all(closed)
    assert.equal(closed.length, 2)
    const badKey = { ...settings, private_key: 'no key' }
    const signal = new AbortController().signal
    await assert.rejects(sftpFiles(badKey, { ...tools, signal }), refusal('settings_invalid', /private key/))
  } finally {
    server.close()
  }
})
