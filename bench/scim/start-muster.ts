import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findFreePort, startChildServer } from '../harness/child-server.ts'
import type { ScimServer } from './scim-server.ts'

const ROOT = join(import.meta.dirname, '../..')

export interface MusterOptions {
  readonly databaseUrl: string
  readonly logFolder: string
  /** A folder for a CPU profile of the server, written when it stops. */
  readonly profileFolder: string | undefined
}

/** Starts `muster serve` beside its own database and makes one directory through the API. */
export async function startMuster(options: MusterOptions): Promise<ScimServer> {
  const { databaseUrl, logFolder, profileFolder } = options
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  const apiKey = `sk_${randomBytes(24).toString('hex')}`
  const server = await startChildServer({
    name: 'Muster',
    command: join(ROOT, 'bin/muster'),
    args: ['serve', '--port', String(port), '--data-dir', join(logFolder, 'muster')],
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      MUSTER_API_KEY: apiKey,
      MUSTER_SECRET_KEY: randomBytes(32).toString('base64'),
      NODE_OPTIONS: profileFolder ? `--cpu-prof --cpu-prof-dir=${profileFolder}` : '',
    },
    logFile: join(logFolder, 'muster.log'),
    ready: async () => (await isReady(url)) || undefined,
  })
  try {
    const organization = await post(`${url}/organizations`, apiKey, { name: 'Bench' })
    const directory = { organization_id: organization.id, name: 'Bench', type: 'generic scim v2.0' }
    const { endpoint, bearer_token: token } = await post(`${url}/directories`, apiKey, directory)
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const baseUrl = `${url}${new URL(String(endpoint)).pathname}`
    const dispose = () => server[Symbol.asyncDispose]()
    return {
      name: 'Muster',
      version,
      baseUrl,
      token: String(token),
      pid: server.pid,
      databaseUrl,
      [Symbol.asyncDispose]: dispose,
    }
  } catch (error) {
    await server[Symbol.asyncDispose]()
    throw error
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok
  } catch {
    return false
  }
}

async function post(url: string, apiKey: string, body: object): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await response.text()
  if (!response.ok) throw new Error(`POST ${url} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}
