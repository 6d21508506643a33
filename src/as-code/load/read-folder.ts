import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Finding, finding, sortFindings } from './finding.ts'
import type { SourceFile } from './load-documents.ts'

/** What a folder of documents may hold. */
export const folderLimits = { files: 20_000, bytes: 2_000_000, depth: 12 } as const

/** The files of a folder that hold documents, by their paths from it, with `/`; and what could not be read. */
export type FolderContent = { readonly files: readonly SourceFile[]; readonly findings: readonly Finding[] }

/**
 * Reads a folder of documents: YAML and JSON, in all folders below but hidden ones and node_modules. Links are not followed: what
 * is declared is in the folder. Throws where there is no such folder.
 */
export async function readFolder(folder: string): Promise<FolderContent> {
  const reading: Reading = { folder, files: [], sources: [], findings: [] }
  await readBelow(reading, '', 0)
  const compiled = compiledSources(reading.files)
  const isCompiled = (path: string) => compiled.some((source) => path === source || path.endsWith(`/${source}`))
  for (const path of reading.sources.filter((each) => !isCompiled(each)))
    reading.findings.push(finding('not_compiled', { place: topOf(path) }, { file: path }))
  reading.files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { files: reading.files, findings: sortFindings(reading.findings) }
}

type Reading = {
  readonly folder: string
  readonly files: SourceFile[]
  /** TypeScript that declares objects. */
  readonly sources: string[]
  readonly findings: Finding[]
}

async function readBelow(reading: Reading, path: string, depth: number): Promise<void> {
  const entries = await readdir(join(reading.folder, path), { withFileTypes: true })
  if (depth > folderLimits.depth) {
    const remedy = 'Move its files further up.'
    tell(reading, path, { problem: `The folder is nested more than ${folderLimits.depth} deep.`, remedy })
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const below = path === '' ? entry.name : `${path}/${entry.name}`
    if (entry.isDirectory()) await readBelow(reading, below, depth + 1)
    else await readEntry(reading, below, entry.isFile())
  }
}

async function readEntry(reading: Reading, path: string, isFile: boolean): Promise<void> {
  if (isFile && (await isSourceOfDocuments(join(reading.folder, path)))) reading.sources.push(path)
  if (!/\.(ya?ml|json)$/i.test(path)) return
  if (!isFile)
    tell(reading, path, { problem: 'This is a link, and links are not followed.', remedy: 'Put the file here.' })
  else if (reading.files.length >= folderLimits.files) tellOnce(reading, path)
  else await readText(reading, path)
}

/** What files say that they were compiled from: a path from the folder that compiling wrote to, which may be one within this one. */
function compiledSources(files: readonly SourceFile[]): string[] {
  return [...new Set(files.flatMap(({ text }) => /^# Compiled from (.+?) by /.exec(text)?.[1] ?? []))]
}

/** TypeScript that declares objects: somebody has to compile it. */
async function isSourceOfDocuments(file: string): Promise<boolean> {
  if (!/\.m?ts$/.test(file) || /\.d\.m?ts$/.test(file)) return false
  const text = await readFile(file, 'utf8').catch(() => '')
  return /['"]muster\/config['"]/.test(text)
}

async function readText(reading: Reading, path: string): Promise<void> {
  const file = join(reading.folder, path)
  try {
    const { size } = await lstat(file)
    if (size > folderLimits.bytes) {
      const data = { size: `${size} bytes`, limit: String(folderLimits.bytes) }
      reading.findings.push(finding('file_too_large', { place: topOf(path) }, data))
      return
    }
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
    reading.files.push({ path, text })
  } catch (error) {
    if (error instanceof TypeError) reading.findings.push(finding('encoding', { place: topOf(path) }, {}))
    else
      tell(reading, path, {
        problem: `The file cannot be read: ${(error as Error).message}.`,
        remedy: 'Check its rights.',
      })
  }
}

function tell({ findings }: Reading, path: string, data: { problem: string; remedy: string }): void {
  findings.push(finding('file_not_read', { place: topOf(path) }, data))
}

function tellOnce(reading: Reading, path: string): void {
  if (reading.findings.some(({ text }) => text.startsWith('There are more'))) return
  const problem = `There are more than ${folderLimits.files} files here; the rest was left out.`
  tell(reading, path, { problem, remedy: 'Name the folder that holds the documents.' })
}

function topOf(file: string) {
  return { file, line: 1, column: 1 }
}
