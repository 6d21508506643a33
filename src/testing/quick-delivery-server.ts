// `muster serve --port <port>` on DATABASE_URL, whose deliveries are tried again within milliseconds, and taken over within
// seconds from a server that was killed: what takes days otherwise.
import { parseArgs } from 'node:util'
import { startServer } from '../api/server.ts'
import { readConfig } from '../config.ts'
import { systemClock } from '../platform/clock.ts'
import { createIds } from '../platform/ids.ts'
import { createLog } from '../platform/log.ts'

const { values } = parseArgs({ options: { port: { type: 'string' } }, allowPositionals: true })
const config = readConfig({ ...process.env, MUSTER_ALLOW_PRIVATE_NETWORKS: 'true' }, { port: values.port })
const { databaseUrl, secretKey } = config
if (!databaseUrl || !secretKey) throw new Error('DATABASE_URL and MUSTER_SECRET_KEY are required')

await startServer({
  ...config,
  databaseUrl,
  secretKey,
  platform: { clock: systemClock, newId: createIds(), log: createLog('warn') },
  deliveryPace: { aliveFor: 3000, retrySteps: [50, 100, 200], probeSteps: [50, 100] },
})
