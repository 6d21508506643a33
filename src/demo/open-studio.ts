import type { Clock } from '../platform/clock.ts'
import { type GoogleSandbox, startGoogleSandbox } from '../sandbox/google/google-sandbox.ts'
import { generateStudio } from './company/generate-company.ts'
import { createGoogleClient } from './google-client.ts'
import { pushCompany } from './push-company.ts'
import type { World } from './world.ts'

/** The studio's Google Workspace with its people, and the way its administrators change it. */
export type Studio = AsyncDisposable & {
  readonly sandbox: GoogleSandbox
  readonly world: World
  readonly size: number
  readonly client: ReturnType<typeof createGoogleClient>
}

/** Pages and answers of a size that lets people watch a sync of 64. */
const largestPage = 8
const latencyMs = 150

/** Starts the Workspace and moves the studio in. It begins as it was at every start of the demo. */
export async function openStudio(clock: Clock): Promise<Studio> {
  const sandbox = await startGoogleSandbox({ now: clock.now, largestPage, latencyMs })
  const studio = generateStudio()
  const world: World = { provider: 'google', users: new Map(), groups: new Map() }
  const client = createGoogleClient(sandbox.workspace)
  await pushCompany(studio, world, client)
  return { sandbox, world, size: studio.people.length, client, [Symbol.asyncDispose]: () => sandbox.close() }
}
