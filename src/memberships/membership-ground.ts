import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import type { StreamRef } from '../store/feed.ts'
import type { OverlayCache } from './overlay-cache.ts'

/** What the work on memberships is done with. */
export type MembershipGround = {
  readonly database: Database
  readonly platform: Platform
  readonly overlays: OverlayCache
  /** To be told after each commit that appended events. */
  readonly wrote?: (stream: StreamRef) => void
}
