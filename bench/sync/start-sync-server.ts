import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SyncRun } from '../../src/client/objects.ts'
import { startChildServer } from '../harness/child-server.ts'
import { makeTemporaryFolder } from '../harness/temporary-folder.ts'

/** A server that reads directories from a source that is made up. */
export interface SyncServer extends AsyncDisposable {
  readonly pid: number
  /** Makes a directory to push to, and gives where and its token. */
  readonly addPushed: () => Promise<{ readonly baseUrl: string; readonly token: string }>
  /** Makes a directory of so many users and memberships, whose first sync begins at once. */
  readonly addPulled: (users: number, members: number) => Promise<PulledDirectory>
}

export interface PulledDirectory {
  /** Its first run, as it is now. */
  readonly firstRun: () => Promise<SyncRun | undefined>
  /** Waits until the run has ended; fails when it has not completed. */
  readonly completed: () => Promise<SyncRun>
}

const LOOK_EVERY_MS = 1000

/** As `bin/muster` starts it. */
const NODE_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=60']

/** Starts the server in a process of its own. */
export async function startSyncServer(databaseUrl: string): Promise<SyncServer> {
  const folder = makeTemporaryFolder('sync')
  const apiKey = `sk_${randomBytes(24).toString('hex')}`
  const child = await startChildServer({
    name: 'Muster',
    command: process.execPath,
    args: [...NODE_FLAGS, join(import.meta.dirname, 'sync-server.ts'), databaseUrl, apiKey],
    env: { NODE_ENV: 'production' },
    logFile: join(folder.path, 'sync.log'),
    ready: async (output) => /listens on (\S+)/.exec(output)?.[1],
  })
  const call = (method: string, path: string, body?: object) =>
    callServer(`${child.ready}${path}`, { apiKey, method, body })
  const addDirectory = async (about: object) => {
    const organization = await call('POST', '/organizations', { name: 'Bench' })
    return await call('POST', '/directories', { organization_id: organization.id, name: 'Bench', ...about })
  }
  return {
    pid: child.pid,
    async addPushed() {
      const { endpoint, bearer_token: token } = await addDirectory({ type: 'generic scim v2.0' })
      return { baseUrl: `${child.ready}${new URL(String(endpoint)).pathname}`, token: String(token) }
    },
    async addPulled(users, members) {
      const { id } = await addDirectory({ type: 'okta', connection: { settings: { users, members } } })
      const firstRun = async () => {
        const { data } = await call('GET', `/directories/${id}/sync_runs`)
        return (data as SyncRun[]).at(-1)
      }
      return { firstRun, completed: () => untilCompleted(firstRun) }
    },
    async [Symbol.asyncDispose]() {
      await child[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}

async function untilCompleted(firstRun: PulledDirectory['firstRun']): Promise<SyncRun> {
  for (;;) {
    const run = await firstRun()
    if (run?.state === 'completed') return run
    if (run && !['queued', 'running'].includes(run.state)) throw new Error(`The run is ${run.state}`)
    await sleep(LOOK_EVERY_MS)
  }
}

interface Call {
  readonly apiKey: string
  readonly method: string
  readonly body: object | undefined
}

async function callServer(url: string, { apiKey, method, body }: Call): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}
