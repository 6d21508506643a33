import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../platform/log.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../store/embedded/start-embedded-postgres.ts'

/**
 * A PostgreSQL for tests, in a temporary folder that is removed at the end. It does not wait for the disk, since nothing
 * of it has to survive. `bin` names the programs of another version.
 */
export async function startTestServer({ bin }: { bin?: string } = {}): Promise<EmbeddedPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'muster-test-'))
  // For root the server runs as another user, who must get in.
  await chmod(dataDir, 0o711)
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' }
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog, bin, settings })
  const stop = async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url: server.url, stop }
}
