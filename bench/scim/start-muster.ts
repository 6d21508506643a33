import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ChildServer, findFreePort, startChildServer } from '../harness/child-server.ts'
import type { ScimServer } from './scim-server.ts'

const ROOT = join(import.meta.dirname, '../..')

export interface MusterOptions {
  readonly databaseUrl: string
  readonly logFolder: string
  /** A folder for a CPU profile of the server, written when it stops. */
  readonly profileFolder: string | undefined
}

/** A directory to push to: its path below the server's address, and its bearer token. */
export interface DirectoryAccess {
  readonly organizationId: string
  readonly path: string
  readonly token: string
}

/** Muster with one directory. */
export interface MusterServer extends ScimServer {
  /** The address of the API, and a key with all rights. */
  readonly apiUrl: string
  readonly apiKey: string
  /** Makes another directory, in an organization of its own. */
  readonly addDirectory: () => Promise<DirectoryAccess>
  /** Ends the process and starts another one on the same database, so that its memory knows nothing of what was before. */
  readonly restart: () => Promise<MusterServer>
}

/** Starts `muster serve` beside its own database and makes one directory through the API. */
export async function startMuster(options: MusterOptions): Promise<MusterServer> {
  const keys = { api: `sk_${randomBytes(24).toString('hex')}`, secret: randomBytes(32).toString('base64') }
  const child = await serve(options, keys)
  try {
    const directory = await makeDirectory(child.ready, keys.api)
    return toServer(child, { options, keys, directory })
  } catch (error) {
    await child[Symbol.asyncDispose]()
    throw error
  }
}

interface Keys {
  readonly api: string
  readonly secret: string
}

interface Installation {
  readonly options: MusterOptions
  readonly keys: Keys
  readonly directory: DirectoryAccess
}

function toServer(child: ChildServer<string>, installation: Installation): MusterServer {
  const { options, keys, directory } = installation
  const dispose = () => child[Symbol.asyncDispose]()
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  return {
    name: 'Muster',
    version,
    baseUrl: `${child.ready}${directory.path}`,
    token: directory.token,
    apiUrl: child.ready,
    apiKey: keys.api,
    addDirectory: () => makeDirectory(child.ready, keys.api),
    pid: child.pid,
    databaseUrl: options.databaseUrl,
    [Symbol.asyncDispose]: dispose,
    restart: async () => {
      await dispose()
      return toServer(await serve(options, keys), installation)
    },
  }
}

/** Starts the process; it is ready with its address. */
async function serve({ databaseUrl, logFolder, profileFolder }: MusterOptions, keys: Keys) {
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  return startChildServer({
    name: 'Muster',
    command: join(ROOT, 'bin/muster'),
    args: ['serve', '--port', String(port), '--data-dir', join(logFolder, 'muster')],
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      MUSTER_API_KEY: keys.api,
      MUSTER_SECRET_KEY: keys.secret,
      // One token asks for everything here, and reads may come faster than the default lets them in.
      MUSTER_SCIM_REQUESTS_PER_SECOND: '1000000',
      MUSTER_API_REQUESTS_PER_MINUTE: '100000000',
      // The receivers of webhooks are on this machine.
      MUSTER_ALLOW_PRIVATE_NETWORKS: 'true',
      NODE_OPTIONS: profileFolder ? `--cpu-prof --cpu-prof-dir=${profileFolder}` : '',
    },
    logFile: join(logFolder, `muster-${port}.log`),
    ready: async () => ((await isReady(url)) ? url : undefined),
  })
}

async function makeDirectory(url: string, apiKey: string): Promise<DirectoryAccess> {
  const organization = await post(`${url}/organizations`, apiKey, { name: 'Bench' })
  const directory = { organization_id: organization.id, name: 'Bench', type: 'generic scim v2.0' }
  const { endpoint, bearer_token: token } = await post(`${url}/directories`, apiKey, directory)
  return { organizationId: String(organization.id), path: new URL(String(endpoint)).pathname, token: String(token) }
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
