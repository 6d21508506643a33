import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../platform/log.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../store/embedded/start-embedded-postgres.ts'

/**
 * A PostgreSQL for tests, in a temporary folder, in memory if there is room, that is removed at the end. It does not wait for
 * the disk, since nothing of it has to survive. `bin` names the programs of another version.
 */
export async function startTestServer({ bin }: { bin?: string } = {}): Promise<EmbeddedPostgres> {
  const dataDir = await mkdtemp(join(await roomyFolder(), 'muster-test-'))
  // For root the server runs as another user, who must get in.
  await chmod(dataDir, 0o711)
  const careless = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', wal_level: 'minimal' }
  const settings = { ...careless, max_wal_senders: '0', max_connections: '300' }
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog, bin, settings })
  const stop = async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url: server.url, stop }
}

const memory = '/dev/shm'
const neededBytes = 8 * 1024 ** 3

/** Memory where there is much of it: a database is some 500 files, and most tests have one of their own. */
async function roomyFolder(): Promise<string> {
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }))
  return bavail * bsize >= neededBytes && freemem() >= neededBytes ? memory : tmpdir()
}
