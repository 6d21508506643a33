import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findingsText } from '../as-code/check/finding-text.ts'
import { compileConfig, compiledMark } from '../as-code/compile/compile-config.ts'
import type { SourceFile } from '../as-code/load/load-documents.ts'
import { readFolder } from '../as-code/load/read-folder.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const options = { out: { type: 'string' }, check: { type: 'boolean' } } as const

/** What writing would do to a folder. */
type Difference = {
  readonly write: readonly SourceFile[]
  readonly remove: readonly string[]
  readonly taken: readonly string[]
}

/** Compiles, writes what is new, and gives the exit code. */
export async function runCompile(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [given, ...more] = positionals
  if (given === undefined || more.length > 0)
    throw new UsageError('Usage: muster compile <file|folder> [--out <folder>]')
  const source = resolve(terminal.folder, given)
  const found = await stat(source).catch(() => null)
  if (!found) throw new UsageError(`There is no file or folder ${source}.`)
  const folder = found.isDirectory() ? source : dirname(source)
  const out = values.out === undefined ? folder : resolve(terminal.folder, values.out)
  const { files, findings } = await compileConfig({ source, out })
  if (findings.length > 0) {
    terminal.print(findingsText(findings, { files: files.length, documents: files.length }))
    return 1
  }
  const scope = relative(out, source).split('\\').join('/')
  const difference = await compare(files, { out, scope, isFolder: found.isDirectory() })
  if (difference.taken.length > 0) return refuse(difference, terminal)
  if (!values.check) await write(difference, out)
  terminal.print(describe(difference, files.length, values.check === true))
  return values.check && difference.write.length + difference.remove.length > 0 ? 1 : 0
}

type Where = { readonly out: string; readonly scope: string; readonly isFolder: boolean }

async function compare(files: readonly SourceFile[], { out, scope, isFolder }: Where): Promise<Difference> {
  const wanted = new Set(files.map(({ path }) => path))
  const there = await readFolder(out).catch(() => ({ files: [] }))
  const before = new Map(there.files.map(({ path, text }) => [path, text]))
  const isOurs = (text: string) => {
    const from = text.startsWith(`# ${compiledMark} `)
      ? text.slice(compiledMark.length + 3).split(' by ')[0]
      : undefined
    if (from === undefined) return false
    return isFolder ? scope === '' || from.startsWith(`${scope}/`) : from === scope
  }
  return {
    write: files.filter(({ path, text }) => before.get(path) !== text),
    remove: there.files.filter(({ path, text }) => !wanted.has(path) && isOurs(text)).map(({ path }) => path),
    taken: files
      .filter(({ path }) => !(before.get(path) ?? '# Compiled from ').startsWith(`# ${compiledMark} `))
      .map(({ path }) => path),
  }
}

function refuse({ taken }: Difference, terminal: Terminal): number {
  const list = taken.map((path) => `  ${path}`).join('\n')
  terminal.print(
    `Nothing was written: these files were written by hand.\n${list}\nDelete them, or take the objects out of the module.`,
  )
  return 1
}

async function write({ write: files, remove }: Difference, out: string): Promise<void> {
  for (const { path, text } of files) {
    const file = join(out, path)
    await mkdir(dirname(file), { recursive: true })
    if ((await readFile(file, 'utf8').catch(() => null)) !== text) await writeFile(file, text)
  }
  for (const path of remove) await rm(join(out, path))
}

function describe({ write: files, remove }: Difference, count: number, isCheck: boolean): string {
  const lines = [...files.map(({ path }) => `  + ${path}`), ...remove.map((path) => `  - ${path}`)]
  const documents = count === 1 ? '1 document' : `${count} documents`
  if (count === 0 && lines.length === 0)
    return 'The module exports no documents. Export what defineTeam and the others give.'
  if (lines.length === 0) return `${documents}, all files are as they should be.`
  const end = isCheck ? 'Run "muster compile" and commit what it writes.' : 'Look at them, then commit them.'
  return [...lines, `${documents}. ${end}`].join('\n')
}
