import { constants } from 'node:fs'
import { type FileHandle, open, realpath, stat } from 'node:fs/promises'
import { isAbsolute, relative, resolve } from 'node:path'
import { SourceError } from '../source-error.ts'
import type { Files } from './open-files.ts'

/**
 * Files of a folder of this machine, below the one that the operator allows. Links that lead out of it are not followed:
 * tenants choose the path.
 */
export async function folderFiles(folder: string, allowed: string | null): Promise<Files> {
  if (allowed === null) {
    throw new SourceError(
      'settings_invalid',
      'This server reads no files of its own. Ask its operator to set MUSTER_FILES_FOLDER, or upload the files.',
    )
  }
  const root = await realpath(allowed).catch((error: unknown) => {
    throw explain(error, 'MUSTER_FILES_FOLDER')
  })
  const openFile = (name: string) => openInside(root, resolve(root, folder, name), name)
  return {
    async stat(name) {
      await using file = await openFile(name)
      if (file === null) return null
      const { size, mtime } = await file.stat()
      return { size, changedAt: mtime }
    },
    async *read(name) {
      const file = await openFile(name)
      if (file === null) throw moved(name)
      yield* file.createReadStream()
    },
    async [Symbol.asyncDispose]() {},
  }
}

async function openInside(root: string, path: string, name: string): Promise<FileHandle | null> {
  try {
    // Without waiting: a pipe has nothing to read until somebody writes.
    const handle = await open(await realInside(root, path), constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      await requireSame(handle, await realInside(root, path), name)
      return handle
    } catch (error) {
      await handle.close()
      throw error
    }
  } catch (error) {
    if (isCoded(error, ['ENOENT', 'ENOTDIR'])) return null
    throw explain(error, name)
  }
}

async function realInside(root: string, path: string): Promise<string> {
  if (isOutside(root, path)) throw outside()
  const real = await realpath(path)
  if (isOutside(root, real)) throw outside()
  return real
}

/** A folder may be changed into a link between the look and the opening: what was opened must be what is there now. */
async function requireSame(handle: FileHandle, path: string, name: string): Promise<void> {
  const [opened, there] = [await handle.stat(), await stat(path)]
  if (!opened.isFile()) throw new SourceError('settings_invalid', `"${name}" is not a file. Choose another name.`)
  if (opened.ino !== there.ino || opened.dev !== there.dev) throw moved(name)
}

function isOutside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way.startsWith('..') || isAbsolute(way)
}

function outside(): SourceError {
  return new SourceError(
    'settings_invalid',
    'The folder is not below the one that the operator allows. Choose another.',
  )
}

function moved(name: string): SourceError {
  return new SourceError('unreachable', `"${name}" was replaced while it was opened. It is tried again.`)
}

function explain(error: unknown, name: string): SourceError {
  if (error instanceof SourceError) return error
  if (isCoded(error, ['EACCES', 'EPERM'])) {
    const text = `"${name}" may not be read by the account that the server runs as. Change its permissions.`
    return new SourceError('permission_missing', text)
  }
  return new SourceError('unreachable', `"${name}" cannot be read now. It is tried again.`, { cause: error })
}

function isCoded(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code)
}
