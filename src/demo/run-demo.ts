import { setTimeout as wait } from 'node:timers/promises'
import type { Platform } from '../platform/platform.ts'
import { generateCompany } from './company/generate-company.ts'
import { newExternalId } from './company/make-person.ts'
import { createRandom, type Random } from './company/random.ts'
import { connectStudio } from './connect-studio.ts'
import { createEntraClient } from './entra-client.ts'
import { importDirectory } from './import-directory.ts'
import { createSendJson, type SendJson } from './json-http.ts'
import { liveInStudio } from './live-in-studio.ts'
import { openMusterApi } from './muster-api.ts'
import { createOktaClient } from './okta-client.ts'
import { openStudio } from './open-studio.ts'
import type { ProviderClient } from './provider-client.ts'
import { pushCompany } from './push-company.ts'
import { type ScimConnection, scimRequests } from './scim-http.ts'
import { type StagedDirectory, setStage } from './stage.ts'
import { type HappeningReport, type LivingDirectory, trickle } from './trickle.ts'

export type DemoOptions = {
  /** Where the server listens: `http://127.0.0.1:4000`. */
  readonly url: string
  readonly apiKey: string
  readonly platform: Platform
  readonly onHappening?: (report: HappeningReport) => void
  /** Ends the demo; `runDemo` then resolves. */
  readonly signal: AbortSignal
  /** The same seed lets the same things happen; by default the time decides. */
  readonly seed?: number
  /** Waits between happenings; for tests. */
  readonly pause?: (ms: number) => Promise<void>
}

const restartWaitMs = 10_000

/**
 * Runs the demo company against a server over HTTP until `signal` stops it: the initial sync of what is missing, then
 * one happening after the other. A server that is down is waited for; after a refusal (somebody deleted a user by
 * hand, a token was revoked) it begins again from what the server holds.
 */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { signal, platform } = options
  const random = createRandom(options.seed ?? platform.clock.now().getTime())
  while (!signal.aborted) {
    try {
      await playOnce(options, random)
    } catch (error) {
      if (signal.aborted) return
      platform.log.warn({ err: error }, 'The demo was refused something and begins again.')
      await wait(restartWaitMs, undefined, { signal }).catch(() => {})
    }
  }
}

async function playOnce(options: DemoOptions, random: Random): Promise<void> {
  const { url, apiKey, signal, platform } = options
  const send = createSendJson({
    signal,
    onRetry: (reason, waitMs) => platform.log.debug({ reason, waitMs }, 'The demo tries again.'),
  })
  const api = openMusterApi({ url, apiKey, send })
  const stage = await setStage(api, url)
  const pause = options.pause ?? ((ms: number) => wait(ms, undefined, { signal }))
  const { onHappening = () => {} } = options
  await using studio = await openStudio(platform.clock)
  const directoryId = await connectStudio(studio, api, stage.organizationId)
  const directories = await Promise.all(stage.directories.map((directory) => enliven(directory, send, random)))
  await Promise.all([
    trickle(directories, { random, pause, onHappening }),
    liveInStudio(studio, {
      api,
      directoryId,
      random: createRandom(random.between(0, 1e9)),
      pause,
      onHappening,
      signal,
    }),
  ])
}

/** Reads what a directory holds, and pushes what is missing of the company. */
async function enliven(staged: StagedDirectory, send: SendJson, random: Random): Promise<LivingDirectory> {
  const { provider, name } = staged
  const connection: ScimConnection = { endpoint: staged.endpoint, token: staged.token, send }
  const clients = clientsOf(staged, connection, random)
  const world = await importDirectory(provider, scimRequests(connection, { accept: 'application/scim+json' }))
  const half = generateCompany().find((candidate) => candidate.provider === provider)
  const [client] = clients
  if (half && client) {
    await client.testConnection()
    await pushCompany(half, world, client)
  }
  return { name, world, size: half?.people.length ?? 1, clients }
}

/** An Entra tenant may send both of its dialects; about every fourth happening comes in the newer one. */
function clientsOf({ provider }: StagedDirectory, connection: ScimConnection, random: Random): ProviderClient[] {
  if (provider === 'okta') return [createOktaClient(connection)]
  const newGuid = () => newExternalId('entra', random)
  const usual = createEntraClient(connection, { flagged: false, newGuid })
  return [usual, usual, usual, createEntraClient(connection, { flagged: true, newGuid })]
}
