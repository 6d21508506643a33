import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startServer } from '../api/server.ts'
import { type Config, readConfig } from '../config.ts'
import { createDemoControl, type SteeredDemo } from '../demo/demo-control.ts'
import { startLiveTail } from '../demo/live-tail.ts'
import { runDemo } from '../demo/run-demo.ts'
import type { Platform } from '../platform/platform.ts'
import { newSecret } from '../platform/secrets.ts'
import { createPlatform } from './create-platform.ts'
import { keepSecret } from './keep-secret.ts'
import { openPostgres } from './open-postgres.ts'
import { publicUrlWarning } from './public-url-warning.ts'
import { aborted, listenForStop } from './stop-signal.ts'

/** `muster serve`: puts the parts together and runs until it is told to stop, then takes them apart in order. */
export async function serve(args: string[]): Promise<void> {
  const config = readServeConfig(args)
  const platform = createPlatform(config.logLevel)
  const stopSignal = listenForStop(platform.log)

  await using cleanup = new AsyncDisposableStack()
  const postgres = await openPostgres(config, platform)
  cleanup.defer(() => postgres.stop())
  const apiKey = await bootstrapKey(config)
  const { port, host, publicUrl, eventRetentionDays, scimRequestRetentionDays, demo, oidc } = config
  const control = demo ? createDemoControl(platform) : undefined
  const dashboard = { oidc, demo, ...(control && { control }) }
  // One of the demo's sources is a Google Workspace on this machine.
  const allowPrivateNetworks = config.allowPrivateNetworks || demo
  const secrets = { secretKey: await encryptionKey(config), allowPrivateNetworks }
  const { scimLimits, apiRequestsPerMinute, auditRetentionDays, deliveryAttemptRetentionDays } = config
  const { filesFolder, repositoriesFolder } = config
  const retention = { eventRetentionDays, scimRequestRetentionDays, auditRetentionDays, deliveryAttemptRetentionDays }
  const options = { databaseUrl: postgres.url, platform, port, host, publicUrl, apiKey, dashboard }
  const server = await startServer({
    ...options,
    ...retention,
    ...secrets,
    scimLimits,
    apiRequestsPerMinute,
    ...(filesFolder && { filesFolder }),
    ...(repositoriesFolder && { repositoriesFolder }),
  })
  cleanup.defer(() => server.stop())
  platform.log.info({ url: server.url }, 'ready')
  const warning = publicUrlWarning(config)
  if (warning) process.stderr.write(`${warning}\n`)

  if (control && apiKey) return await playDemo({ url: server.url, apiKey, platform, control, signal: stopSignal })
  process.stdout.write(readyText(server.url, config) + signInText(await server.firstSignInLink()))
  await aborted(stopSignal)
}

function readServeConfig(args: string[]): Config {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      'data-dir': { type: 'string' },
      demo: { type: 'boolean' },
    },
  })
  const { port, host, 'data-dir': dataDir, demo } = values
  return readConfig(process.env, { port, host, dataDir, demo })
}

/** The key that encrypts credentials lives beside the database that holds them. */
async function encryptionKey({ dataDir, secretKey }: Config): Promise<Buffer> {
  return (
    secretKey ??
    Buffer.from(await keepSecret(join(dataDir, 'secret-key'), () => randomBytes(32).toString('hex')), 'hex')
  )
}

/**
 * The first key, without which nobody could make others. With the embedded database one is made and kept in the data
 * directory, where the other verbs find it; with DATABASE_URL it must be given (the demo makes its own).
 */
async function bootstrapKey({ apiKey, databaseUrl, demo, dataDir }: Config): Promise<string | undefined> {
  if (apiKey || (databaseUrl && !demo)) return apiKey
  return keepSecret(join(dataDir, 'api-key'), () => newSecret('sk'))
}

function readyText(url: string, { apiKey, databaseUrl, dataDir }: Config): string {
  const isKept = !apiKey && !databaseUrl
  return `muster listens on ${url}\n${isKept ? `The API key is in ${join(dataDir, 'api-key')}\n` : ''}`
}

/** How the dashboard is opened the first time. */
function signInText(link: string | null): string {
  if (link === null) return ''
  return `Open the dashboard by this link, once, within an hour ("muster sign-in-link" makes another):\n  ${link}\n`
}

type Demo = {
  readonly url: string
  readonly apiKey: string
  readonly platform: Platform
  readonly control: SteeredDemo
  readonly signal: AbortSignal
}

async function playDemo({ url, apiKey, platform, control, signal }: Demo): Promise<void> {
  const tail = startLiveTail({ url, apiKey, output: process.stdout, environment: process.env, signal })
  control.onHappening(tail.tell)
  await Promise.all([runDemo({ url, apiKey, platform, control, signal }), tail.finished])
}
