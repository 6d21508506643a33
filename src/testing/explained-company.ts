import assert from 'node:assert/strict'
import type { SyncRunState } from '../model/sync-run.ts'
import { createTestApi, type TestApi } from './api-app.ts'
import { createMemorySource, type MemorySource } from './memory-connector.ts'
import { createPulledDirectory, startTestSync, untilRun } from './pulled-directory.ts'

/** A company whose directory is read from a source in memory, and what is explained of its people. */
export type ExplainedCompany = AsyncDisposable & {
  readonly source: MemorySource
  readonly api: TestApi
  readonly id: string
  readonly organizationId: string
  readonly path: string
  /** Runs once, and waits for the end. */
  run(states?: readonly SyncRunState[]): Promise<{ readonly id: string }>
  explain(user: string, query?: string): Promise<Explained>
}

/** An explanation, and its steps by name as `state code`. */
export type Explained = {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is what they check
  readonly body: any
  readonly steps: Readonly<Record<string, string>>
}

/** Twelve people in two groups, one of them in the other, read once. `connection` is that of the directory. */
export async function startExplainedCompany(connection: object = {}): Promise<ExplainedCompany> {
  const source = createMemorySource()
  source.putUsers(12)
  source.putGroup('g1', ['u00001', 'u00002', 'u00003'])
  source.putGroup('g2', ['g1'])
  const api = await createTestApi({ connectors: [source.connector] })
  const engine = startTestSync(api)
  const { id, organizationId } = await createPulledDirectory(api, { connection })
  let last = await untilRun(api, { id }, ['completed', 'failed'])
  const path = `/directories/${id}`
  return {
    ...{ source, api, id, organizationId, path },
    async run(states = ['completed', 'waiting', 'failed']) {
      await api.call('POST', `${path}/sync_runs`, { body: { kind: 'full' } })
      last = await untilRun(api, { id, after: last.id }, states)
      return last
    },
    explain: (user, query = '') => explain(api, `${path}/explain?user=${encodeURIComponent(user)}${query}`),
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}

/** Asks for an explanation at a path. */
export async function explain(api: TestApi, path: string): Promise<Explained> {
  const { status, body } = await api.call('GET', path)
  assert.equal(status, 200, JSON.stringify(body))
  const steps = body.steps.map(({ name, state, code }: Record<string, string>) => [name, `${state} ${code}`])
  return { body, steps: Object.fromEntries(steps) }
}
