import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Finding } from '../as-code/load/finding.ts'
import { loadDocuments, type SourceFile } from '../as-code/load/load-documents.ts'
import type { LoadedDocument } from '../as-code/load/loaded-document.ts'
import { readFolder } from '../as-code/load/read-folder.ts'
import { UsageError } from './usage-error.ts'

/** The documents of a folder that an argument names, and what is wrong with its files. */
export type ReadDocuments = {
  readonly files: readonly SourceFile[]
  readonly documents: readonly LoadedDocument[]
  readonly findings: readonly Finding[]
  /** Of those the files that could not be read at all. */
  readonly unread: readonly Finding[]
}

/** Reads and parses a folder of documents; throws `UsageError` where there is none. */
export async function readDocuments(folder: string, from: string): Promise<ReadDocuments> {
  const path = resolve(from, folder)
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) throw new UsageError(`There is no folder ${path}. Name the one that holds your documents.`)
  const content = await readFolder(path)
  const loaded = loadDocuments(content.files)
  const unread = content.findings.filter(({ severity }) => severity === 'error')
  const findings = [...content.findings, ...loaded.findings]
  return { files: content.files, documents: loaded.documents, findings, unread }
}
