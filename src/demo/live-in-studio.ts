import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from './company/random.ts'
import { studioDirectory } from './connect-studio.ts'
import type { ApiRun, MusterApi } from './muster-api.ts'
import type { Studio } from './open-studio.ts'
import { performStep } from './perform-step.ts'
import { type HappeningReport, nextHappening } from './trickle.ts'
import { activePeople } from './world.ts'

type Life = {
  readonly api: MusterApi
  readonly directoryId: string
  readonly random: Random
  readonly pause: (ms: number) => Promise<void>
  readonly onHappening: (report: HappeningReport) => void
  readonly signal: AbortSignal
}

// What is left of the Workspace when the reader's role is narrowed.
const narrowedTo = '/Animation'

const pollMs = 500

const endings = ['waiting', 'completed', 'failed', 'cancelled']

/**
 * Lets life go on in the studio's Google Workspace, for ever: now and then something small, which Google tells Muster of, and
 * every few minutes the large mistake: a role is narrowed by accident, and most people seem to be gone.
 */
export async function liveInStudio(studio: Studio, life: Life): Promise<never> {
  for (;;) {
    for (let left = 4; left > 0; left--) await somethingSmall(studio, life)
    await largeMistake(studio, life)
  }
}

async function somethingSmall({ world, size, client }: Studio, { random, pause, onHappening }: Life): Promise<void> {
  await pause(random.between(12_000, 24_000))
  const happening = nextHappening(world, random, size)
  if (!happening) return
  onHappening({ directory: studioDirectory, sentence: happening.sentence })
  for (const step of happening.steps) await performStep(step, world, client)
  if (!happening.later) return
  await pause(random.between(4_000, 8_000))
  onHappening({ directory: studioDirectory, sentence: happening.later.sentence })
  for (const step of happening.later.steps) await performStep(step, world, client)
}

async function largeMistake({ world, sandbox }: Studio, life: Life): Promise<void> {
  const { pause, onHappening } = life
  const tell = (sentence: string) => onHappening({ directory: studioDirectory, sentence })
  const left = activePeople(world).filter(({ department }) => `/${department}` === narrowedTo).length
  tell(
    `Somebody narrows the reader's role in Google to ${narrowedTo}: of ${world.users.size} people it shows ${left} or so`,
  )
  sandbox.workspace.narrowTo(narrowedTo)
  const run = await runToItsEnd(life)
  if (run?.state === 'waiting') {
    tell(
      `Muster removes nobody: ${run.counts.held} removals wait for you. See them: bin/muster runs removals ${run.id}. Decide: bin/muster runs approve ${run.id}, or reject, or wait until the mistake is put right`,
    )
  }
  await pause(75_000)
  tell("The reader's role in Google is put right")
  sandbox.workspace.narrowTo(null)
  await runToItsEnd(life)
}

/** Asks for a run and waits for what becomes of it; null when it takes too long. */
async function runToItsEnd({ api, directoryId, signal }: Life): Promise<ApiRun | null> {
  let run: ApiRun | null = null
  for (let tries = 120; tries > 0; tries--) {
    run = run ? await api.findRun(run.id) : await api.requestRun(directoryId)
    if (run && endings.includes(run.state)) return run
    await wait(pollMs, undefined, { signal })
  }
  return null
}
