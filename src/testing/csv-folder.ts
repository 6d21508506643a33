import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder with files that are written whole, as a careful export does it. */
export type CsvFolder = AsyncDisposable & {
  readonly path: string
  write(name: string, content: string | Buffer): Promise<void>
  remove(name: string): Promise<void>
}

const longAgo = new Date('2026-01-01T00:00:00Z')

/** Makes an empty folder, or takes the given one. */
export async function makeCsvFolder(given?: string): Promise<CsvFolder> {
  const path = given ?? (await mkdtemp(join(tmpdir(), 'muster-csv-test-')))
  await mkdir(path, { recursive: true })
  return {
    path,
    async write(name, content) {
      await writeFile(join(path, `${name}.part`), content)
      await utimes(join(path, `${name}.part`), longAgo, longAgo)
      await rename(join(path, `${name}.part`), join(path, name))
    },
    remove: (name) => rm(join(path, name), { force: true }),
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true })
    },
  }
}
