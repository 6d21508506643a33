import { setTimeout as wait } from 'node:timers/promises'
import type { Platform } from '../platform/platform.ts'
import { applyCompany } from './apply-company.ts'
import { generateDirectories } from './company/generate-directories.ts'
import { newExternalId } from './company/make-person.ts'
import { createRandom, type Random } from './company/random.ts'
import { isAtHome } from './company/second-account.ts'
import { openCompanyApi } from './company-api.ts'
import { connectInbox } from './connect-inbox.ts'
import { connectStudio, studioDirectory } from './connect-studio.ts'
import { createDemoControl, type SteeredDemo } from './demo-control.ts'
import type { DemoFeed } from './demo-feed.ts'
import { createEntraClient } from './entra-client.ts'
import { followedBy } from './follow-elsewhere.ts'
import { importDirectory } from './import-directory.ts'
import { createSendJson, type SendJson } from './json-http.ts'
import { liveInStudio } from './live-in-studio.ts'
import { openMusterApi } from './muster-api.ts'
import { createOktaClient } from './okta-client.ts'
import { openStudio, type Studio } from './open-studio.ts'
import type { ProviderClient } from './provider-client.ts'
import { pushCompany } from './push-company.ts'
import { recordCalls, recordRequests } from './record-requests.ts'
import { type ScimConnection, scimRequests } from './scim-http.ts'
import { type StagedDirectory, setStage } from './stage.ts'
import { tellPeople } from './tell-people.ts'
import { enliven, type HappeningReport, type LivingDirectory, trickle } from './trickle.ts'
import { openWebhookInbox } from './webhook-inbox.ts'

export type DemoOptions = {
  /** Where the server listens: `http://127.0.0.1:4000`. */
  readonly url: string
  readonly apiKey: string
  readonly platform: Platform
  readonly onHappening?: (report: HappeningReport) => void
  /** By which somebody at a screen takes part. */
  readonly control?: SteeredDemo
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
  const { url, apiKey, signal, platform, control = createDemoControl(platform) } = options
  const send = createSendJson({
    signal,
    onRetry: (reason, waitMs) => platform.log.debug({ reason, waitMs }, 'The demo tries again.'),
  })
  const api = openMusterApi({ url, apiKey, send })
  const stage = await setStage(api, url)
  const onHappening = (report: HappeningReport) => {
    control.tell({ ...report, by: 'life' })
    options.onHappening?.(report)
  }
  const pause = async (ms: number) => {
    await (options.pause ?? ((length: number) => wait(length, undefined, { signal })))(ms)
    await control.life.untilRunning(signal)
  }
  await using inbox = await openWebhookInbox(control.feed)
  const endpointId = await connectInbox(inbox, api, stage.organizationId)
  await using studio = await openStudio(platform.clock, recordCalls(control.feed))
  const studioId = await connectStudio(studio, api, stage.organizationId)
  const pushed = await Promise.all(stage.directories.map((one) => moveIn(one, { send, random, feed: control.feed })))
  const { directories, living: livingStudio } = withConsequences(pushed, asDirectory(studio, studioId), onHappening)
  const living = {
    ...stage,
    api,
    random,
    endpointId,
    inbox,
    studio,
    directories: [...directories, livingStudio],
  }
  const company = {
    api: openCompanyApi({ url, apiKey, send }),
    organizationId: stage.organizationId,
    signal,
    onHappening,
  }
  await applyCompany({ ...company, platform, people: employed(directories) })
  const leave = control.steer(living)
  try {
    await Promise.all([
      trickle(directories, { random, pause, onHappening }),
      liveInStudio(studio, {
        api,
        directory: livingStudio,
        random: createRandom(random.between(0, 1e9)),
        pause,
        onHappening,
        signal,
      }),
      tellPeople({ ...company, users: living.directories.reduce((sum, { size }) => sum + size, 0) }),
    ])
  } finally {
    leave()
  }
}

/** What happens in the directories of the company that was bought and of the studio has consequences in the first, the headquarters'. */
function withConsequences(
  [headquarters, ...others]: readonly LivingDirectory[],
  studio: LivingDirectory,
  tell: (report: HappeningReport) => void,
): { readonly directories: readonly LivingDirectory[]; readonly living: LivingDirectory } {
  if (!headquarters) return { directories: [], living: studio }
  const directories = [headquarters, ...others.map((one) => followedBy(one, headquarters, tell))]
  return { directories, living: followedBy(studio, headquarters, tell) }
}

/** How many people the directories hold who are no guests there. */
function employed(directories: readonly LivingDirectory[]): number {
  const people = ({ world }: LivingDirectory) => [...world.users.values()].map(({ person }) => person)
  return directories.reduce((sum, one) => {
    return sum + people(one).filter((person) => isAtHome(one.world.provider, person)).length
  }, 0)
}

/** The studio as one of the directories in which something can be done. */
function asDirectory({ world, size, client, inTurn }: Studio, id: string): LivingDirectory {
  return enliven({ id, name: studioDirectory, world, size, clients: [client] }, inTurn)
}

type MoveIn = { readonly send: SendJson; readonly random: Random; readonly feed: DemoFeed }

/** Reads what a directory holds, and pushes what is missing of the company. */
async function moveIn(staged: StagedDirectory, { send, random, feed }: MoveIn): Promise<LivingDirectory> {
  const { id, provider, name } = staged
  const connection = { endpoint: staged.endpoint, token: staged.token, send: recordRequests(send, feed, staged) }
  const clients = clientsOf(staged, connection, random)
  const world = await importDirectory(provider, scimRequests(connection, { accept: 'application/scim+json' }))
  const half = generateDirectories().find((candidate) => candidate.provider === provider)
  const [client] = clients
  if (half && client) {
    await client.testConnection()
    await pushCompany(half, world, client)
  }
  return enliven({ id, name, world, size: half?.people.length ?? 1, clients })
}

/** An Entra tenant may send both of its dialects; about every fourth happening comes in the newer one. */
function clientsOf({ provider }: StagedDirectory, connection: ScimConnection, random: Random): ProviderClient[] {
  if (provider === 'okta') return [createOktaClient(connection)]
  const newGuid = () => newExternalId('entra', random)
  const usual = createEntraClient(connection, { flagged: false, newGuid })
  return [usual, usual, usual, createEntraClient(connection, { flagged: true, newGuid })]
}
