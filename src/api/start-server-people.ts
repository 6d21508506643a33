import { pinAppeared } from '../as-code/objects/pin-appeared.ts'
import type { EventLog } from '../events/event-log.ts'
import { createOnPeopleChanged } from '../memberships/on-people-changed.ts'
import { createOverlayCache } from '../memberships/overlay-cache.ts'
import { startMemberships } from '../memberships/start-memberships.ts'
import type { OnPeopleChanged } from '../people/person-change.ts'
import { startPeople } from '../people/start-people.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'

/** What the people of a server are made with. */
export type ServerPeopleParts = {
  readonly database: Database
  readonly platform: Platform
  readonly eventLog: EventLog
}

/** Starts to make people of the users of all directories, and lets their memberships follow. */
export function startServerPeople({ database, platform, eventLog }: ServerPeopleParts): {
  /** What follows from a change of people, for those who change them by hand. */
  readonly onPeopleChanged: OnPeopleChanged
  /** Lets members follow at once: something was applied. */
  wake(): void
  stop(): Promise<void>
} {
  const overlays = createOverlayCache()
  const onPeopleChanged = pinAppeared(createOnPeopleChanged(overlays))
  const people = startPeople({ database, platform, eventLog, onPeopleChanged })
  const { isLeader, wrote } = eventLog
  const memberships = startMemberships({ database, platform, overlays, wrote, isLeader })
  return {
    onPeopleChanged,
    wake: memberships.wake,
    async stop() {
      await Promise.all([people.stop(), memberships.stop()])
    },
  }
}
