import assert from 'node:assert/strict'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { systemClock } from '../platform/clock.ts'
import { createEmptyDatabase, createTestDatabase } from '../testing/database.ts'
import { isMigrated, migrate } from './migrate.ts'
import { migrationsFolder, readMigrations } from './migration-files.ts'

const options = { clock: systemClock }
const all = (await readMigrations(migrationsFolder)).map((migration) => migration.name)

/** A copy of our migrations that a test may change. */
async function copyMigrations() {
  const folder = await mkdtemp(join(tmpdir(), 'muster-migrations-'))
  await cp(migrationsFolder, folder, { recursive: true })
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

test('an empty database gets every migration once', async () => {
  await using empty = await createEmptyDatabase()
  assert.equal(await isMigrated(empty.database), false)
  assert.deepEqual(await migrate(empty.database, options), { applied: all })
  assert.deepEqual(await migrate(empty.database, options), { applied: [] })
  assert.equal(await isMigrated(empty.database), true)
})

test('of four processes that start at once each migration is run by one', async () => {
  await using empty = await createEmptyDatabase()
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate(empty.database, options)))
  assert.deepEqual(results.flatMap((result) => result.applied).sort(), all)
})

test('a migration that fails leaves nothing behind and those before it in place', async () => {
  await using empty = await createEmptyDatabase()
  await using copy = await copyMigrations()
  const broken = join(copy.folder, `${String(all.length + 1).padStart(4, '0')}_broken.sql`)
  await writeFile(broken, 'create table half_done (id int); select 1 / 0;')
  await assert.rejects(migrate(empty.database, { ...options, folder: copy.folder }), /division by zero/)
  const [found] = await empty.database.query<{ half: string | null }>({
    text: `select to_regclass('half_done') as half`,
  })
  assert.equal(found?.half, null)
  assert.equal(await isMigrated(empty.database), true)
})

test('a database of a newer muster is refused', async () => {
  await using empty = await createEmptyDatabase()
  await using copy = await copyMigrations()
  await writeFile(
    join(copy.folder, `${String(all.length + 1).padStart(4, '0')}_future.sql`),
    'create table future (id int)',
  )
  await migrate(empty.database, { ...options, folder: copy.folder })
  await assert.rejects(migrate(empty.database, options), { code: 'database_too_new', message: /_future/ })
  assert.equal(await isMigrated(empty.database), false)
})

test('a migration whose file was changed afterwards is refused by name', async () => {
  await using migrated = await createTestDatabase()
  await using copy = await copyMigrations()
  await writeFile(join(copy.folder, `${all[1]}.sql`), '-- something else')
  await assert.rejects(migrate(migrated.database, { ...options, folder: copy.folder }), {
    code: 'migration_changed',
    message: new RegExp(String(all[1])),
  })
})

test('a gap in the numbers of the migrations is refused', async () => {
  await using copy = await copyMigrations()
  await rm(join(copy.folder, `${all[1]}.sql`))
  await assert.rejects(readMigrations(copy.folder), /should be number 2/)
})
