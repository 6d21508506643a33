import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { openDatabase } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { createPlatform } from './create-platform.ts'
import { openPostgres } from './open-postgres.ts'

/** `muster migrate`. */
export async function migrateDatabase(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { 'data-dir': { type: 'string' } } })
  const config = readConfig(process.env, { dataDir: values['data-dir'] }, 'migrate')
  const platform = createPlatform(config.logLevel)
  const postgres = await openPostgres(config, platform)
  const onError = (error: Error) => platform.log.warn({ err: error }, 'a database connection was lost')
  const database = openDatabase(postgres.url, { poolSize: 2, onError })
  try {
    const { applied } = await migrate(database, platform)
    process.stdout.write(applied.length === 0 ? 'Nothing to migrate.\n' : `Applied ${applied.join(', ')}.\n`)
  } finally {
    await database.end()
    await postgres.stop()
  }
}
