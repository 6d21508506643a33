import { createHash } from 'node:crypto'
import { AppError } from '../../errors.ts'
import type { Database } from '../../store/database.ts'
import { insertSourceFilePiece, removePieces, type SourceFile } from '../../store/source-files.ts'

/** The most that an uploaded file may have, in bytes. */
export const fileLimit = 512 * 1024 * 1024

const pieceBytes = 512 * 1024

/** What a file turned out to be when it was received. */
export type ReceivedFile = Pick<SourceFile, 'size' | 'sha256'>

/**
 * Writes what is uploaded into pieces that nobody sees yet, one at a time: memory stays flat, and who sends waits for the
 * database. What is broken off or too large leaves nothing.
 */
export async function receiveFile(
  database: Database,
  file: Pick<SourceFile, 'organizationId' | 'id'>,
  content: AsyncIterable<Buffer>,
): Promise<ReceivedFile> {
  const hash = createHash('sha256')
  let size = 0
  let piece = 0
  try {
    for await (const bytes of inPieces(content)) {
      size += bytes.length
      if (size > fileLimit) throw new AppError('file_too_large', { limit: fileLimit })
      hash.update(bytes)
      await insertSourceFilePiece(database, { ...file, piece, content: bytes })
      piece += 1
    }
  } catch (error) {
    await removePieces(database, file.organizationId, file.id)
    throw error
  }
  return { size, sha256: hash.digest('hex') }
}

/** What came is gathered, or cut, into pieces of one length; only the last may be shorter. */
async function* inPieces(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let length = 0
  for await (const bytes of content) {
    waiting.push(bytes)
    length += bytes.length
    if (length < pieceBytes) continue
    let rest = Buffer.concat(waiting)
    for (; rest.length >= pieceBytes; rest = rest.subarray(pieceBytes)) yield rest.subarray(0, pieceBytes)
    waiting = [rest]
    length = rest.length
  }
  if (length > 0) yield Buffer.concat(waiting)
}
