import type { Config } from '../config.ts'
import type { Platform } from '../platform/platform.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../store/embedded/start-embedded-postgres.ts'

/** The PostgreSQL that the settings name, or else the embedded one, started. `stop` leaves an operator's own alone. */
export async function openPostgres(config: Config, { log }: Platform): Promise<EmbeddedPostgres> {
  if (config.databaseUrl) return { url: config.databaseUrl, stop: async () => {} }
  return startEmbeddedPostgres({ dataDir: config.dataDir, log })
}
