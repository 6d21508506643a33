import { sleep } from '../../events/waker.ts'
import type { ConfigRepository } from '../../model/config-repository.ts'
import type { Database } from '../../store/database.ts'
import { noteLook, takeDueRepository } from '../../store/overlay/config-repositories.ts'
import { type Follower, followRepository } from './follow-repository.ts'

/** How often repositories are looked at. */
export type FollowPace = {
  /** Between two looks for one that is due. */
  readonly tickMs: number
  /** Between two looks at one repository. */
  readonly lookEveryMs: number
  /** For so long a node keeps a repository for itself that it looks at. */
  readonly leaseMs: number
}

export const followPace: FollowPace = { tickMs: 2_000, lookEveryMs: 60_000, leaseMs: 300_000 }

const longestWaitMs = 3_600_000

export type FollowingOptions = Follower & { readonly database: Database; readonly pace?: FollowPace }

/** Follows the repositories of all organizations until it is stopped. Every node does; each takes others. */
export function startFollowing(options: FollowingOptions): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = repeat(options, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function repeat(options: FollowingOptions, stopped: AbortSignal): Promise<void> {
  const { platform, pace = followPace } = options
  while (!stopped.aborted) {
    const worked = await followDue(options, stopped).catch((error: unknown) => {
      platform.log.warn({ err: error }, 'Repositories could not be followed; it is tried again')
      return false
    })
    if (!worked) await sleep(pace.tickMs, stopped)
  }
}

/** Looks at one repository that is due. False when none is. */
export async function followDue(options: FollowingOptions, signal?: AbortSignal): Promise<boolean> {
  const { database, platform, pace = followPace } = options
  const now = platform.clock.now()
  const leaseUntil = new Date(now.getTime() + pace.leaseMs)
  const repository = await takeDueRepository(database, { now, leaseUntil })
  if (!repository) return false
  const read = signal ? { ...options.read, signal } : options.read
  const result = await followRepository({ ...options, read }, repository)
  // A look that was cut short says nothing about the repository: the next node begins it anew.
  const looked = signal?.aborted
    ? { nextLookAt: now }
    : { ...result, nextLookAt: nextLook(result, platform.clock.now(), pace) }
  await noteLook(database, { ...repository, ...looked }, leaseUntil)
  return true
}

/** What fails is looked at less and less often, but each hour. */
function nextLook({ state }: Pick<ConfigRepository, 'state'>, now: Date, { lookEveryMs }: FollowPace): Date {
  const wait = lookEveryMs * 2 ** Math.min(state.failures, 10)
  return new Date(now.getTime() + Math.min(wait, Math.max(longestWaitMs, lookEveryMs)))
}
