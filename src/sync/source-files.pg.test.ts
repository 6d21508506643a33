import assert from 'node:assert/strict'
import { test } from 'node:test'
import { insertSourceFilePiece, keepSourceFile, removeAbandonedPieces } from '../store/source-files.ts'
import { createTestDatabase } from '../testing/database.ts'
import { createSourceFiles } from './source-files.ts'

const directory = { organizationId: 'org_1', directoryId: 'directory_1' }

async function upload(on: Parameters<typeof keepSourceFile>[0], id: string, pieces: readonly string[]) {
  for (const [piece, text] of pieces.entries()) {
    await insertSourceFilePiece(on, { organizationId: 'org_1', id, piece, content: Buffer.from(text) })
  }
  const size = pieces.join('').length
  await keepSourceFile(on, { ...directory, id, name: 'users.csv', size, sha256: '', uploadedAt: new Date() })
}

test('a file that is replaced while it is read is no shorter file, but an error', async () => {
  await using clone = await createTestDatabase()
  const { database } = clone
  await upload(database, 'source_file_1', ['id\n', 'ada\n', 'bert\n'])
  const files = createSourceFiles(database, directory)
  assert.equal(Buffer.concat(await Array.fromAsync(files.read('users.csv'))).toString(), 'id\nada\nbert\n')
  const reading = files.read('users.csv')[Symbol.asyncIterator]()
  await reading.next()
  await upload(database, 'source_file_2', ['id\n'])
  await assert.rejects(
    async () => {
      while (!(await reading.next()).done);
    },
    { code: 'listing_incomplete', message: /replaced/ },
  )
  await assert.rejects(Array.fromAsync(files.read('groups.csv')), { code: 'listing_incomplete' })
})

test('what an upload left behind whose process died is removed a day later, and nothing else', async () => {
  await using clone = await createTestDatabase()
  const { database } = clone
  const old = 'source_file_01KA3VE5F7H9J1K3M5N7P9Q1R3'
  const kept = 'source_file_01KA3VE5F7H9J1K3M5N7P9Q1R4'
  const young = 'source_file_7ZZZZZZZZZ0000000000000000'
  await upload(database, kept, ['id\n'])
  for (const id of [old, young]) {
    await insertSourceFilePiece(database, { organizationId: 'org_1', id, piece: 0, content: Buffer.from('x') })
  }
  await removeAbandonedPieces(database, 'org_1', new Date('2026-12-01'))
  const rows = await database.query<{ file_id: string }>({ text: 'select file_id from source_file_pieces order by 1' })
  assert.deepEqual(
    rows.map(({ file_id }) => file_id),
    [kept, young],
  )
})
