import { createWaker } from '../events/waker.ts'
import type { Logger } from '../platform/log.ts'
import type { Database } from '../store/database.ts'
import {
  claimDestinations,
  type DeliverySurvey,
  type OwnedDestination,
  readOwnedDestinations,
  releaseDestinations,
  surveyDestinations,
} from '../store/delivery-nodes.ts'
import type { DestinationState } from './destination-state.ts'

export type OwnershipOptions = {
  readonly database: Database
  readonly log: Logger
  readonly nodeId: string
  readonly lookEvery: number
  /** What this process delivers to now, by id. */
  readonly states: ReadonlyMap<string, DestinationState>
  /** False while this process may be taken for dead. */
  readonly isAlive: () => boolean
  /** Begins with destinations, each from where it is. */
  readonly begin: (owned: readonly OwnedDestination[]) => Promise<void>
  /** Ends at once with one that is not this process's any more. */
  readonly drop: (state: DestinationState) => void
  /** Finishes what is in flight, and writes it down. */
  readonly finish: (states: readonly DestinationState[]) => Promise<void>
  /** Finishes what is in flight, writes it down, and gives the destinations away. */
  readonly giveAway: (states: readonly DestinationState[]) => Promise<void>
}

/** Decides which process delivers to what: each living one has its fair share of the destinations. */
export function startOwnership(options: OwnershipOptions): { wake(): void; stop(): Promise<void> } {
  const waker = createWaker()
  const stopping = new AbortController()

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (options.isAlive()) {
        await reconcile(options).catch((error: unknown) =>
          options.log.warn({ err: error }, 'The destinations cannot be looked at; it is tried again'),
        )
      }
      await waker.wait(options.lookEvery, stopping.signal)
    }
  }

  const running = run()
  return {
    wake: waker.wake,
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function reconcile(options: OwnershipOptions): Promise<void> {
  const { database, nodeId, states, isAlive, begin, giveAway } = options
  const survey = await surveyDestinations(database, nodeId)
  await endChanged(options, survey)
  const read = await readMissing(options, survey)
  const share = Math.ceil(survey.destinations / Math.max(survey.nodes, 1))
  const mine = states.size + read.length
  const claimed = mine < share ? await claimDestinations(database, nodeId, share - mine) : []
  if (isAlive() && read.length + claimed.length > 0) await begin([...read, ...claimed])
  if (mine > share) await giveAway([...states.values()].slice(share - mine))
}

/** Ends with what others have by now, and with what a person changed: that is read anew. */
async function endChanged({ states, drop, finish }: OwnershipOptions, { owned }: DeliverySurvey): Promise<void> {
  const now = [...states.values()].map((state) => ({ state, generation: owned.get(state.destination.id) }))
  const lost = now.filter(({ generation }) => generation === undefined).map(({ state }) => state)
  for (const state of lost) drop(state)
  const isChanged = ({ state, generation }: (typeof now)[number]) =>
    generation !== undefined && generation !== state.destination.generation
  const changed = now.filter(isChanged).map(({ state }) => state)
  if (changed.length === 0) return
  await finish(changed)
  for (const state of changed) drop(state)
}

/** What this process owns and does not deliver to: what was changed. What is not to be delivered to any more is let go. */
async function readMissing(options: OwnershipOptions, { owned }: DeliverySurvey): Promise<OwnedDestination[]> {
  const { database, nodeId, states } = options
  const missing = [...owned.keys()].filter((id) => !states.has(id))
  if (missing.length === 0) return []
  const read = await readOwnedDestinations(database, nodeId, missing)
  const wanted = new Set(read.map(({ destination }) => destination.id))
  await releaseDestinations(
    database,
    nodeId,
    missing.filter((id) => !wanted.has(id)),
  )
  return read
}
