import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from './company/random.ts'
import { studioDirectory } from './connect-studio.ts'
import type { Happening } from './happening.ts'
import type { ApiRun, MusterApi } from './muster-api.ts'
import type { Studio } from './open-studio.ts'
import { type HappeningReport, type LivingDirectory, nextHappening } from './trickle.ts'

type Life = {
  readonly api: MusterApi
  /** The studio as one of the living directories. */
  readonly directory: LivingDirectory
  readonly random: Random
  readonly pause: (ms: number) => Promise<void>
  readonly onHappening: (report: HappeningReport) => void
  readonly signal: AbortSignal
}

const pollMs = 500

const endings = ['waiting', 'completed', 'failed', 'cancelled']

/**
 * Lets life go on in the studio's Google Workspace, for ever: now and then something small, which Google tells Muster of, and
 * every few minutes the large mistake: a role is narrowed by accident, and most people seem to be gone.
 */
export async function liveInStudio(studio: Studio, life: Life): Promise<never> {
  for (;;) {
    for (let left = 4; left > 0; left--) await somethingSmall(life)
    await largeMistake(studio, life)
  }
}

async function somethingSmall({ random, pause, onHappening, directory }: Life): Promise<void> {
  const { world, size, inTurn } = directory
  const perform = async (happening: Happening | null | undefined) => {
    if (!happening) return
    onHappening({ directory: studioDirectory, sentence: happening.sentence })
    await directory.perform(happening, random)
  }
  await pause(random.between(12_000, 24_000))
  const happening = await inTurn(async () => {
    const next = nextHappening(world, random, size)
    await perform(next)
    return next
  })
  if (!happening?.later) return
  await pause(random.between(4_000, 8_000))
  await inTurn(() => perform(happening.later))
}

async function largeMistake({ mistake }: Studio, life: Life): Promise<void> {
  const { pause, onHappening } = life
  const tell = (sentence: string) => onHappening({ directory: studioDirectory, sentence })
  // Somebody else has made it; it is theirs to put right.
  if (mistake.isMade) return await pause(75_000)
  tell(mistake.make())
  const run = await runToItsEnd(life)
  if (run?.state === 'waiting') {
    tell(
      `Muster removes nobody: ${run.counts.held} removals wait for you. See them: bin/muster runs removals ${run.id}. Decide: bin/muster runs approve ${run.id}, or reject, or wait until the mistake is put right`,
    )
  }
  await pause(75_000)
  if (!mistake.isMade) return
  tell(mistake.putRight())
  await runToItsEnd(life)
}

/** Asks for a run and waits for what becomes of it; null when it takes too long. */
async function runToItsEnd({ api, directory, signal }: Life): Promise<ApiRun | null> {
  let run: ApiRun | null = null
  for (let tries = 120; tries > 0; tries--) {
    run = run ? await api.findRun(run.id) : await api.requestRun(directory.id)
    if (run && endings.includes(run.state)) return run
    await wait(pollMs, undefined, { signal })
  }
  return null
}
