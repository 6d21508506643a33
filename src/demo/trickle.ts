import type { Random } from './company/random.ts'
import type { Happening, PlanHappening } from './happening.ts'
import { createInTurn, type InTurn } from './in-turn.ts'
import { performStep } from './perform-step.ts'
import { planDepartmentMistake, planGroupChange, planGroupMistake } from './plan-administration.ts'
import {
  planContractEnd,
  planHire,
  planLeave,
  planMarriage,
  planMove,
  planNewManager,
  planPromotion,
  planRehire,
} from './plan-people.ts'
import type { ProviderClient } from './provider-client.ts'
import { activePeople, type World } from './world.ts'

/** A directory of the demo: what its provider knows, and the clients that it speaks through, one of them by chance. */
export type LivingDirectory = {
  readonly id: string
  readonly name: string
  readonly world: World
  /** How many people it had at the beginning of the story. */
  readonly size: number
  readonly clients: readonly ProviderClient[]
  readonly inTurn: InTurn
  /** Does what was planned. */
  perform(happening: Happening, random: Random): Promise<void>
}

/** Lets a directory live: what is done in it goes through one of its clients. */
export function enliven(
  directory: Omit<LivingDirectory, 'inTurn' | 'perform'>,
  inTurn = createInTurn(),
): LivingDirectory {
  const { world, clients } = directory
  return {
    ...directory,
    inTurn,
    async perform({ steps }, random) {
      const client = random.pick(clients)
      for (const step of steps) await performStep(step, world, client)
    },
  }
}

/** Something that is about to be pushed, and in which directory. */
export type HappeningReport = { readonly directory: string; readonly sentence: string }

// How often each thing happens, relative to the others.
const kinds: readonly { readonly plan: PlanHappening; readonly weight: number }[] = [
  { plan: planHire, weight: 6 },
  { plan: planGroupChange, weight: 8 },
  { plan: planMove, weight: 4 },
  { plan: planPromotion, weight: 4 },
  { plan: planNewManager, weight: 3 },
  { plan: planLeave, weight: 4 },
  { plan: planContractEnd, weight: 1.5 },
  { plan: planRehire, weight: 1.5 },
  { plan: planMarriage, weight: 1.5 },
  { plan: planGroupMistake, weight: 1 },
  { plan: planDepartmentMistake, weight: 0.7 },
]

// The company stays at about the size of its beginning: above this share of it nobody is hired, below nobody leaves.
const largestShare = 1.08
const smallestShare = 0.92

/** The next thing that happens in a directory, or null where the thing chosen cannot happen now. */
export function nextHappening(world: World, random: Random, size: number): Happening | null {
  const share = activePeople(world).length / size
  const plan = pickWeighted(random)
  if (share > largestShare && plan === planHire) return planLeave(world, random)
  if (share < smallestShare && (plan === planLeave || plan === planContractEnd)) return planHire(world, random)
  return plan(world, random)
}

/**
 * Lets life go on for ever: one happening every two to six seconds, about two thirds of them in the larger directory.
 * `pause` waits, and fails when the demo is to stop.
 */
export async function trickle(
  directories: readonly LivingDirectory[],
  options: {
    readonly random: Random
    readonly pause: (ms: number) => Promise<void>
    readonly onHappening: (report: HappeningReport) => void
  },
): Promise<never> {
  const { random, pause } = options
  const tickets = directories.flatMap((directory, index) => (index === 0 ? [directory, directory] : [directory]))
  for (;;) {
    await pause(random.between(2_000, 6_000))
    const directory = random.pick(tickets)
    const happen = async (happening: Happening | null | undefined) => {
      if (!happening) return
      options.onHappening({ directory: directory.name, sentence: happening.sentence })
      await directory.perform(happening, random)
    }
    let happening = await directory.inTurn(async () => {
      const next = nextHappening(directory.world, random, directory.size)
      await happen(next)
      return next
    })
    while (happening?.later) {
      const { later } = happening
      await pause(random.between(4_000, 8_000))
      await directory.inTurn(() => happen(later))
      happening = later
    }
  }
}

function pickWeighted(random: Random): PlanHappening {
  let left = random.next() * kinds.reduce((sum, { weight }) => sum + weight, 0)
  for (const { plan, weight } of kinds) {
    left -= weight
    if (left < 0) return plan
  }
  return planGroupChange
}
