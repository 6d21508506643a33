import { setImmediate as nextTurn } from 'node:timers/promises'

const pieceLength = 200

/**
 * Writes a long list in pieces, each sent before the next is made ready: the database works on one while this process
 * serialises the other. To be used within a transaction, which ends when all are written.
 */
export async function inPieces<T>(list: readonly T[], write: (piece: readonly T[]) => Promise<void>): Promise<void> {
  const writing: Promise<void>[] = []
  for (let start = 0; start < list.length; start += pieceLength) {
    const piece = write(list.slice(start, start + pieceLength))
    // A piece may fail while the next is made ready; it is told below.
    piece.catch(() => {})
    writing.push(piece)
    if (start + pieceLength < list.length) await nextTurn()
  }
  await Promise.all(writing)
}
