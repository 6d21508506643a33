import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Clock } from '../../platform/clock.ts'
import { SourceError } from '../source-error.ts'
import { createEncodingGuess, type Encoding } from './encoding.ts'
import { type FileState, type Files, fileMissing } from './open-files.ts'
import type { CsvSettings } from './settings.ts'

/** A copy of the files as they are at one moment, so that what is read does not change while it is read. */
export type Snapshot = AsyncDisposable & {
  /** Null where there is no such file. */
  readonly users: CopiedFile
  readonly groups: CopiedFile | null
  readonly memberships: CopiedFile | null
  /** The same as long as no file changes, nor how it is read. */
  readonly fingerprint: string
}

export type CopiedFile = { readonly name: string; readonly path: string; readonly encoding: Encoding }

type Copied = CopiedFile & { readonly sha256: string }

// Larger than any directory that is kept in a file.
const largestBytes = 1024 ** 3
const largestChecksum = 64 * 1024

type Taking = {
  readonly files: Files
  readonly settings: CsvSettings
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * Copies the files into a folder of its own.
 *
 * @throws SourceError `listing_incomplete` when the file of the users is missing, `unreachable` with a time when a file is still
 * being written.
 */
export async function takeSnapshot(taking: Taking): Promise<Snapshot> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-csv-'))
  const dispose = () => rm(folder, { recursive: true, force: true })
  try {
    const { users_file, groups_file, memberships_file } = taking.settings
    const users = await copyFile(taking, users_file, folder)
    if (!users) throw fileMissing(users_file, taking.settings)
    const groups = await copyFile(taking, groups_file, folder)
    const memberships = await copyFile(taking, memberships_file, folder)
    const { id_column, status_column, delimiter } = taking.settings
    const copies = [users, groups, memberships].map((file) => file && [file.sha256, file.encoding])
    const fingerprint = hashOf(JSON.stringify([copies, id_column, status_column, delimiter]))
    return { users, groups, memberships, fingerprint, [Symbol.asyncDispose]: dispose }
  } catch (error) {
    await dispose()
    throw error
  }
}

async function copyFile(taking: Taking, name: string, folder: string): Promise<Copied | null> {
  const { files, settings, signal } = taking
  const before = await files.stat(name)
  if (!before) return null
  await requireWhole(taking, name, before)
  const path = join(folder, `${hashOf(name)}.csv`)
  const hash = createHash('sha256')
  const guess = createEncodingGuess(settings.encoding)
  let size = 0
  await pipeline(
    files.read(name),
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        size += piece.length
        if (size > largestBytes) throw tooLarge(name)
        hash.update(piece)
        guess.add(piece)
        yield piece
      }
    },
    createWriteStream(path),
    { signal },
  )
  const sha256 = hash.digest('hex')
  const after = await files.stat(name)
  const isSame = after?.size === before.size && after.changedAt?.getTime() === before.changedAt?.getTime()
  if (!isSame || size !== before.size) throw notYet(taking, `"${name}" changed while it was read`)
  if (settings.completeness === 'checksum') await requireChecksum(taking, name, sha256)
  return { name, path, sha256, encoding: guess.end(name) }
}

async function requireWhole(taking: Taking, name: string, { size, changedAt }: FileState): Promise<void> {
  const { files, settings, clock } = taking
  if (size > largestBytes) throw tooLarge(name)
  if (changedAt === null) return
  if (settings.completeness === 'done_file') {
    const done = await files.stat(`${name}.done`)
    if (!done?.changedAt || done.changedAt < changedAt)
      throw notYet(taking, `There is no "${name}.done" that is as new as "${name}"`)
  }
  // The clock of the place may be ahead of ours: a time to come says nothing of whether the file is whole.
  const age = clock.now().getTime() - changedAt.getTime()
  if (settings.completeness === 'settled' && settings.settle_seconds > 0 && age < settings.settle_seconds * 1000)
    throw notYet(taking, `"${name}" is still being written (it changed at ${changedAt.toISOString()})`)
}

/** The checksum may be alone, with the file's name, or in the form of BSD, and in whatever encoding a shell has. */
async function requireChecksum(taking: Taking, name: string, sha256: string): Promise<void> {
  const { files } = taking
  const file = await files.stat(`${name}.sha256`)
  if (!file) throw notYet(taking, `There is no "${name}.sha256"`)
  const pieces: Buffer[] = []
  if (file.size <= largestChecksum) for await (const piece of files.read(`${name}.sha256`)) pieces.push(piece)
  const text = Buffer.concat(pieces).toString('latin1').replaceAll('\0', '').toLowerCase()
  if (text.match(/\b[0-9a-f]{64}\b/g)?.includes(sha256)) return
  throw new SourceError(
    'listing_incomplete',
    `"${name}" is not the file whose SHA-256 is in "${name}.sha256": the upload was cut off, or the checksum is of another one. Send both again.`,
  )
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function tooLarge(name: string): SourceError {
  return new SourceError('unreadable', `"${name}" is larger than 1 GB. Split the directory.`)
}

function notYet({ settings, clock }: Taking, what: string): SourceError {
  const retryAt = new Date(clock.now().getTime() + Math.max(settings.settle_seconds, 10) * 1000)
  return new SourceError('unreachable', `${what}. The files are read when they are whole.`, { retryAt })
}
