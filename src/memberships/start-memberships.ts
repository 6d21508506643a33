import { createWaker } from '../events/waker.ts'
import { findOverlaysBehind } from '../store/overlay/members-evaluation.ts'
import { evaluateNextPage } from './evaluate-overlay.ts'
import { flipDue } from './flip-due.ts'
import type { MembershipGround } from './membership-ground.ts'

/** The loop that lets members follow the overlay and the clock. */
export type Memberships = {
  /** Looks at once: something was applied. */
  wake(): void
  stop(): Promise<void>
}

const everySecond = 1000
const organizationsAtOnce = 20

/**
 * Lets members follow in the one process that leads: evaluates overlays that have changed, and people of whom a day has come. Both are
 * found from what is kept, so that a process that stops or dies has lost nothing.
 */
export function startMemberships({
  isLeader,
  lookEvery = everySecond,
  ...ground
}: MembershipGround & { readonly isLeader: () => boolean; readonly lookEvery?: number }): Memberships {
  const stopping = new AbortController()
  const waker = createWaker()
  const mayGoOn = () => !stopping.signal.aborted && isLeader()
  const running = repeat()

  async function repeat(): Promise<void> {
    while (!stopping.signal.aborted) {
      await waker.wait(lookEvery, stopping.signal)
      if (!mayGoOn()) continue
      await letMembersFollow(ground, mayGoOn).catch((error: unknown) =>
        ground.platform.log.warn({ err: error }, 'Members could not follow; it is tried again'),
      )
    }
  }

  return {
    wake: waker.wake,
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/**
 * Lets everybody follow who has to: overlays that have changed, page by page in turns, and between pages whoever is due. An
 * organization that fails keeps no other waiting; it is tried again the next time.
 */
export async function letMembersFollow(ground: MembershipGround, mayGoOn = () => true): Promise<void> {
  const failed = new Set<string>()
  const fail = (organizationId: string, error: unknown) => {
    failed.add(organizationId)
    ground.platform.log.warn({ err: error, organizationId }, 'Members could not follow; it is tried again')
  }
  while (mayGoOn()) {
    const without = [...failed]
    const behind = await findOverlaysBehind(ground.database, { limit: organizationsAtOnce, without })
    for (const organizationId of behind) {
      if (!mayGoOn()) return
      await evaluateNextPage(ground, organizationId).catch((error: unknown) => fail(organizationId, error))
    }
    const flipped = await flipDue(ground, { without: [...failed] })
    if (flipped?.error !== undefined) fail(flipped.organizationId, flipped.error)
    if (behind.length === 0 && flipped === null) return
  }
}
