import { readdir, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import type { OverlayDocument } from '../../model/overlay/document.ts'
import { documentText } from '../import/document-text.ts'
import { pathOf } from '../import/written-files.ts'
import { type Finding, finding, sortFindings } from '../load/finding.ts'
import type { SourceFile } from '../load/load-documents.ts'
import { addressIn, kindOfValue, parseDocument } from '../load/parse-document.ts'
import { type Exported, loadConfigModule } from './load-config-module.ts'

/** What compiling gives: files by their paths in the folder that they go to, and what is wrong with what modules export. */
export type Compiled = { readonly files: readonly SourceFile[]; readonly findings: readonly Finding[] }

/** Where sources are, and to which folder their documents go. */
export type CompileOptions = { readonly source: string; readonly out: string }

/** Begins each file that was compiled, so that nobody edits it, and what is left over is known. */
export const compiledMark = 'Compiled from'

/** Compiles TypeScript (or JavaScript) modules that export documents to one YAML file for each. */
export async function compileConfig({ source, out }: CompileOptions): Promise<Compiled> {
  const files = new Map<string, SourceFile>()
  const findings: Finding[] = []
  for (const file of await modulesOf(resolve(source))) {
    const from = relative(resolve(out), file).split(sep).join('/')
    for (const exported of await loadConfigModule(file)) {
      const { document, problems } = parseExported(exported, from)
      findings.push(...problems)
      if (!document) continue
      const path = pathOf(document)
      const place = { file: from, line: 1, column: 1 }
      const address = `${document.kind}/${document.id}` as const
      if (files.has(path)) findings.push(finding('duplicate_id', { place, address }, { address, other: path }))
      const header = [`${compiledMark} ${from} by "muster compile". Edit that file instead of this one.`]
      files.set(path, { path, text: documentText(document, { header }) })
    }
  }
  return { files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), findings: sortFindings(findings) }
}

/** A module, or all modules of a folder; those that export nothing of the kind are read in vain. */
async function modulesOf(source: string): Promise<string[]> {
  if ((await stat(source)).isFile()) return [source]
  const entries = await readdir(source, { withFileTypes: true, recursive: true })
  return entries
    .filter(
      (entry) => entry.isFile() && /\.m?[jt]s$/.test(entry.name) && !/\.(d|test|config)\.m?[jt]s$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/(^|[\\/])(node_modules|\.[^\\/.][^\\/]*)[\\/]/.test(relative(source, file)))
    .sort()
}

/** There are no lines to point to; the name of the export says where it is. */
function parseExported(
  { name, value }: Exported,
  file: string,
): { document: OverlayDocument | null; problems: Finding[] } {
  const place = { file, line: 1, column: 1 }
  const plain: unknown = JSON.parse(JSON.stringify(value))
  const raw = { value: plain, place, placeOf: () => place, placeWithin: () => place }
  const { document, findings } = parseDocument(raw)
  const kind = kindOfValue(plain)
  const what = (kind && addressIn(raw, kind)) ?? name
  const problems = findings.map((each) => ({ ...each, text: `${name} (${what}): ${each.text}` }))
  return { document: document?.document ?? null, problems }
}
