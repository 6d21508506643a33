import { createWaker } from '../events/waker.ts'
import { findOverlaysBehind } from '../store/overlay/members-evaluation.ts'
import { evaluateOverlay } from './evaluate-overlay.ts'
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

/** One round: all overlays that have changed, then everybody who is due. An organization that fails keeps no other waiting. */
export async function letMembersFollow(ground: MembershipGround, mayGoOn = () => true): Promise<void> {
  for (const organizationId of await findOverlaysBehind(ground.database, organizationsAtOnce)) {
    if (!mayGoOn()) return
    await evaluateOverlay(ground, organizationId, mayGoOn).catch((error: unknown) =>
      ground.platform.log.warn({ err: error, organizationId }, 'An overlay could not be evaluated; it is tried again'),
    )
  }
  while (mayGoOn() && (await flipDue(ground)) > 0);
}
