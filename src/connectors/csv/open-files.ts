import type { ConnectorTools } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { folderFiles } from './folder-files.ts'
import type { CsvSettings } from './settings.ts'
import { sftpFiles } from './sftp-files.ts'

/** The files of a place, as they are now. */
export type Files = AsyncDisposable & {
  /** What is known of a file without reading it; null when there is none. */
  stat(name: string): Promise<FileState | null>
  read(name: string): AsyncIterable<Buffer>
}

/** `changedAt` null: the place only ever holds whole files. */
export type FileState = { readonly size: number; readonly changedAt: Date | null }

/** Opens the place where the files are; what is read of it ends when `signal` is aborted. */
export async function openFiles(
  settings: CsvSettings,
  tools: ConnectorTools & { readonly signal: AbortSignal },
): Promise<Files> {
  if (settings.source === 'upload') return uploadedFiles(tools)
  if (settings.source === 'folder') return folderFiles(settings.folder ?? '', tools.filesFolder)
  return sftpFiles(settings, tools)
}

async function uploadedFiles({ files }: ConnectorTools): Promise<Files> {
  const list = await files.list()
  return {
    async stat(name) {
      const file = list.find((each) => each.name === name)
      return file ? { size: file.size, changedAt: null } : null
    },
    read: (name) => files.read(name),
    async [Symbol.asyncDispose]() {},
  }
}

/** The error for a file that has to be there. */
export function fileMissing(name: string, { source, folder }: Pick<CsvSettings, 'source' | 'folder'>): SourceError {
  const where = source === 'upload' ? 'Nobody has uploaded' : `There is no file in ${folder || 'the folder'} named`
  return new SourceError('listing_incomplete', `${where} "${name}". Put it there; until then nothing is changed.`)
}
