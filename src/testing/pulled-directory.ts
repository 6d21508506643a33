import assert from 'node:assert/strict'
import type { SyncRunState } from '../model/sync-run.ts'
import { startSync } from '../sync/start-sync.ts'
import type { TestApi } from './api-app.ts'

/** A directory that is read from a source in memory, and the organization that was made for it. */
export type PulledDirectory = { readonly id: string; readonly organizationId: string }

/** The settings of a source in memory. */
export const memorySettings = { company: 'acme', key: 'the-key-of-acme' }

/** Nothing is read in the middle of a test: the moments of the usual schedule come at any time, by the id of the directory. */
export const seldom = { interval_minutes: 10_080, full_cron: '0 3 29 2 *' }

/** Makes an organization and a directory in it that is read from a source in memory, of itself only once. */
export async function createPulledDirectory(
  api: TestApi,
  { name = 'Acme', connection = {} }: { readonly name?: string; readonly connection?: object } = {},
): Promise<PulledDirectory> {
  const organization = await api.call('POST', '/organizations', { body: { name } })
  const body = {
    organization_id: organization.body.id,
    name: `Okta of ${name}`,
    type: 'okta',
    connection: { settings: memorySettings, schedule: seldom, ...connection },
  }
  const { status, body: directory } = await api.call('POST', '/directories', { body })
  assert.equal(status, 201, JSON.stringify(directory))
  return { id: directory.id, organizationId: organization.body.id }
}

/** Starts the engine over the API's database, so quick that nothing has to wake it. */
export function startTestSync({ context }: TestApi): AsyncDisposable {
  const sync = startSync({
    ...context,
    eventLog: { wrote() {}, onSync: () => () => {} },
    nodeId: 'node_of_the_tests',
    publicUrl: null,
    pace: { lookEvery: 10, renewEvery: 50, pageRetries: [1, 1] },
  })
  return { [Symbol.asyncDispose]: sync.stop }
}

const lookMs = 20
const patienceMs = 120_000

/** Of which directory the last run is meant, once it is another one than `after`. */
export type LastRun = { readonly id: string; readonly after?: string }

/** Waits until the last run of a directory is in one of some states, and gives it as the API shows it. */
export async function untilRun(api: TestApi, { id: directoryId, after }: LastRun, states: readonly SyncRunState[]) {
  const until = Date.now() + patienceMs
  for (;;) {
    const { body } = await api.call('GET', `/directories/${directoryId}/sync_runs?limit=1`)
    const [run] = body.data
    if (run && run.id !== after && states.includes(run.state)) return run
    assert.ok(Date.now() < until, `The last run is ${JSON.stringify(run)}`)
    await new Promise((resolve) => setTimeout(resolve, lookMs))
  }
}
