import { lstat, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { importBackstage } from '../as-code/import/backstage/import-backstage.ts'
import { importState } from '../as-code/import/import-state.ts'
import { importRustTeam } from '../as-code/import/rust-team/import-rust-team.ts'
import type { Imported } from '../as-code/import/written-files.ts'
import type { SourceFile } from '../as-code/load/load-documents.ts'
import { readFolder } from '../as-code/load/read-folder.ts'
import type { ApiClient } from './api-client.ts'
import { type Given, required } from './api-verb.ts'
import { readLiveState } from './live-state.ts'
import { organizationOf } from './plan-files.ts'
import { readTomlFolder } from './read-toml-folder.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** What an import wrote, and where. */
export type WrittenConfig = Imported & { readonly folder: string }

export const configSources = ['state', 'rust-team', 'backstage'] as const

type Asked = { readonly given: Given; readonly api: ApiClient; readonly terminal: Terminal }

/** Writes the files of an organization out of what is there, or of the files of another tool. */
export async function importConfig(asked: Asked): Promise<WrittenConfig> {
  const { given, terminal } = asked
  const folder = resolve(terminal.folder, required(given, 'out'))
  const imported = await importFrom(required(given, 'from'), asked)
  await refuseTaken(folder, imported.files, given.isSet('force'))
  for (const { path, text } of imported.files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  return { ...imported, folder }
}

async function importFrom(source: string, { given, api, terminal }: Asked): Promise<Imported> {
  if (source === 'state') {
    if (given.rest.length > 0) throw new UsageError('--from state takes no folder: it reads from the server.')
    return importState(await readLiveState(api, await organizationOf(given, api)))
  }
  const [path] = given.rest
  if (path === undefined) throw new UsageError(`--from ${source} needs the folder that is imported.`)
  const from = resolve(terminal.folder, path)
  if (source === 'rust-team')
    return importRustTeam(await readToml(from), { directory: given.option('directory') ?? 'GitHub' })
  if (source !== 'backstage') throw new UsageError(`--from must be ${configSources.join(', ')}, not "${source}".`)
  const orgTypes = given.options('org-type').map((type) => type.toLowerCase())
  const options = { directory: given.option('directory') ?? 'Backstage', ...(orgTypes.length > 0 && { orgTypes }) }
  return importBackstage(await readYaml(from), options)
}

async function readToml(folder: string): Promise<SourceFile[]> {
  const files = await readTomlFolder(folder)
  if (files.some(({ path }) => path.startsWith('teams/'))) return files
  throw new UsageError(
    `${folder} has no folder "teams" with TOML files. Name the folder that holds "people" and "teams".`,
  )
}

async function readYaml(path: string): Promise<readonly SourceFile[]> {
  const found = await stat(path).catch(() => null)
  if (!found) throw new UsageError(`There is no file or folder ${path}.`)
  if (found.isDirectory()) return (await readFolder(path)).files
  return [{ path: path.split('/').at(-1) ?? path, text: await readFile(path, 'utf8') }]
}

/** Nothing is overwritten without a word: comments and whatever else somebody wrote there would be gone. */
async function refuseTaken(folder: string, files: readonly SourceFile[], isForced: boolean): Promise<void> {
  if (isForced) return
  const isThere = (path: string) =>
    lstat(join(folder, path)).then(
      () => true,
      () => false,
    )
  const found = await Promise.all(files.map(({ path }) => isThere(path)))
  const taken = files.filter((_, index) => found[index]).map(({ path }) => path)
  if (taken.length === 0) return
  const list = taken.slice(0, 10).join(', ')
  throw new UsageError(
    `Nothing was written: ${list}${taken.length > 10 ? ' and more' : ''} are there already. Name another --out, or give --force.`,
  )
}
