import { pinAppeared } from '../as-code/objects/pin-appeared.ts'
import type { EventLog } from '../events/event-log.ts'
import { createOnPeopleChanged } from '../memberships/on-people-changed.ts'
import { createOverlayCache } from '../memberships/overlay-cache.ts'
import { startMemberships } from '../memberships/start-memberships.ts'
import { startPeople } from '../people/start-people.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import type { ApiContext } from './api-context.ts'

/** What the people of a server are made with. */
export type ServerPeopleParts = {
  readonly database: Database
  readonly platform: Platform
  readonly eventLog: EventLog
}

/** Starts to make people of the users of all directories, and lets their memberships follow. */
export function startServerPeople({ database, platform, eventLog }: ServerPeopleParts): {
  /** What routes need of it. */
  readonly forRoutes: Pick<ApiContext, 'onPeopleChanged' | 'overlays' | 'memberships'>
  stop(): Promise<void>
} {
  const overlays = createOverlayCache()
  const onPeopleChanged = pinAppeared(createOnPeopleChanged(overlays))
  const people = startPeople({ database, platform, eventLog, onPeopleChanged })
  const { isLeader, wrote } = eventLog
  const memberships = startMemberships({ database, platform, overlays, wrote, isLeader })
  return {
    forRoutes: { onPeopleChanged, overlays, memberships },
    async stop() {
      await Promise.all([people.stop(), memberships.stop()])
    },
  }
}
