import type { Clock } from '../platform/clock.ts'
import { type GoogleCall, type GoogleSandbox, startGoogleSandbox } from '../sandbox/google/google-sandbox.ts'
import { generateStudio } from './company/generate-company.ts'
import { createGoogleClient } from './google-client.ts'
import { createInTurn, type InTurn } from './in-turn.ts'
import { pushCompany } from './push-company.ts'
import { createStudioMistake, type StudioMistake } from './studio-mistake.ts'
import type { World } from './world.ts'

/** The studio's Google Workspace with its people, and the way its administrators change it. */
export type Studio = AsyncDisposable & {
  readonly sandbox: GoogleSandbox
  readonly world: World
  readonly size: number
  readonly client: ReturnType<typeof createGoogleClient>
  readonly mistake: StudioMistake
  readonly inTurn: InTurn
}

/** Pages and answers of a size that lets people watch a sync of 64. */
const largestPage = 8
const latencyMs = 150

/**
 * Starts the Workspace and moves the studio in. It begins as it was at every start of the demo. `onAnswer` is told what Muster
 * asks of it.
 */
export async function openStudio(clock: Clock, onAnswer?: (call: GoogleCall) => void): Promise<Studio> {
  const sandbox = await startGoogleSandbox({ now: clock.now, largestPage, latencyMs, onAnswer })
  const studio = generateStudio()
  const world: World = { provider: 'google', users: new Map(), groups: new Map() }
  const client = createGoogleClient(sandbox.workspace)
  await pushCompany(studio, world, client)
  const mistake = createStudioMistake(sandbox, world)
  const parts = { sandbox, world, size: studio.people.length, client, mistake, inTurn: createInTurn() }
  return { ...parts, [Symbol.asyncDispose]: () => sandbox.close() }
}
