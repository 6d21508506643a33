import { startServer } from '../../src/api/server.ts'
import { createPlatform } from '../../src/cli/create-platform.ts'
import { generatedSource } from './generated-source.ts'

// What `muster serve` starts, with a source that is made up in the place of Okta's: sync-server.ts <database> <api key>

const [databaseUrl = '', apiKey = ''] = process.argv.slice(2)
const server = await startServer({
  databaseUrl,
  apiKey,
  platform: createPlatform('warn'),
  host: '127.0.0.1',
  port: 0,
  eventRetentionDays: 90,
  scimRequestRetentionDays: 7,
  scimLimits: { requestsPerSecond: 1_000_000, requestsInFlight: 100 },
  apiRequestsPerMinute: 1_000_000,
  auditRetentionDays: 90,
  deliveryAttemptRetentionDays: 7,
  secretKey: Buffer.alloc(32, 7),
  allowPrivateNetworks: false,
  connectors: [generatedSource],
})
process.stdout.write(`listens on ${server.url}\n`)
process.once('SIGTERM', () => server.stop().then(() => process.exit(0)))
