// A process of its own that runs the embedded PostgreSQL, for tests that kill it: `node embedded-child.ts <data directory>`.
// It prints its URL or the code of its error; a line on standard input ends it, "crash" by an error that nobody catches.
import { createInterface } from 'node:readline'
import { silentLog } from '../platform/log.ts'
import { startEmbeddedPostgres } from '../store/embedded/start-embedded-postgres.ts'

const [dataDir = ''] = process.argv.slice(2)
try {
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog })
  console.log(server.url)
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'crash') throw new Error('crash')
    break
  }
  await server.stop()
} catch (error) {
  if (!(error instanceof Error && 'code' in error)) throw error
  console.log(`${error.code} ${error.message}`)
}
