import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One step of the schema: the number and name of its file, its SQL, and a checksum that shows later changes of it. */
export type Migration = {
  readonly number: number
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

/** The folder of our own migrations. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations/', import.meta.url))

/** Reads the migrations of a folder (`0001_organizations.sql` …), in order. Numbers must be dense, so that two branches cannot both add one. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(names.map((name, index) => readMigration(folder, { name, number: index + 1 })))
}

async function readMigration(folder: string, { name, number }: { name: string; number: number }): Promise<Migration> {
  if (!name.startsWith(`${String(number).padStart(4, '0')}_`)) {
    throw new Error(
      `${join(folder, name)} should be number ${number}: migrations are numbered without gaps or doubles.`,
    )
  }
  const sql = await readFile(join(folder, name), 'utf8')
  const checksum = createHash('sha256').update(sql).digest('hex')
  return { number, name: name.replace(/\.sql$/, ''), sql, checksum }
}
