import { addressOf, type DocumentKind, type OverlayDocument } from '../../model/overlay/document.ts'
import type { SourceFile } from '../load/load-documents.ts'
import { type DocumentTextOptions, documentText } from './document-text.ts'

/** Files that an import wrote, and what it could not bring along, each in words. */
export type Imported = { readonly files: readonly SourceFile[]; readonly remarks: readonly string[] }

const folders: Readonly<Record<DocumentKind, string | null>> = {
  Settings: null,
  PersonSchema: 'schema',
  Matching: 'people',
  Authority: 'people',
  Directory: 'directories',
  OrgUnit: 'org',
  Team: 'teams',
  Group: 'groups',
  DottedLine: 'dotted-lines',
  AccessPolicy: 'policies',
  Test: 'tests',
}

/** Where a document is written: `teams/platform.yaml`; the settings are `muster.yaml`. */
export function pathOf({ kind, id }: Pick<OverlayDocument, 'kind' | 'id'>): string {
  const folder = folders[kind]
  if (folder === null) return 'muster.yaml'
  return `${folder}/${id}${kind === 'Test' ? '.test' : ''}.yaml`
}

/** What an import writes, collected: one document per file, and no address twice. */
export type Writer = {
  write(document: OverlayDocument, options?: DocumentTextOptions): void
  /** A file that is no document, such as a list of people. */
  writeFile(file: SourceFile): void
  remark(text: string): void
  finish(): Imported
}

/** Begins to write. */
export function createWriter(): Writer {
  const files = new Map<string, string>()
  const remarks: string[] = []
  return {
    write(document, options) {
      const path = pathOf(document)
      if (files.has(path)) throw new RangeError(`${addressOf(document)} was written already.`)
      files.set(path, documentText(document, options))
    },
    writeFile: ({ path, text }) => void files.set(path, text),
    remark: (text) => void remarks.push(text),
    finish: () => ({
      files: [...files].map(([path, text]) => ({ path, text })).sort((a, b) => (a.path < b.path ? -1 : 1)),
      remarks,
    }),
  }
}
