import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SourceFile } from '../as-code/load/load-documents.ts'
import { UsageError } from './usage-error.ts'

/** Every TOML file of a folder and those below, by its path from there. Links and hidden folders are passed over. */
export async function readTomlFolder(folder: string): Promise<SourceFile[]> {
  const files: SourceFile[] = []
  await readBelow(folder, '', files)
  return files
}

async function readBelow(folder: string, path: string, files: SourceFile[]): Promise<void> {
  const entries = await readdir(join(folder, path), { withFileTypes: true }).catch((error: Error) => {
    throw new UsageError(`${join(folder, path)} cannot be read: ${error.message}`, { cause: error })
  })
  for (const entry of entries) {
    const below = path === '' ? entry.name : `${path}/${entry.name}`
    if (entry.isDirectory() && !entry.name.startsWith('.')) await readBelow(folder, below, files)
    if (entry.isFile() && below.endsWith('.toml')) {
      files.push({ path: below, text: await readFile(join(folder, below), 'utf8') })
    }
  }
}
