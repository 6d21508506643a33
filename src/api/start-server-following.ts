import { databaseDesk } from '../as-code/git/database-desk.ts'
import { createRepositorySealer } from '../as-code/git/repository-secrets.ts'
import { startFollowing } from '../as-code/git/start-following.ts'
import type { ApiContext } from './api-context.ts'
import { applyDirectoriesBy } from './as-code/apply-directories.ts'

/** Starts to follow the repositories of organizations. */
export function startServerFollowing(context: ApiContext): { stop(): Promise<void> } {
  const { database, platform, secretKey, allowPrivateNetworks, repositoriesFolder } = context
  return startFollowing({
    database,
    platform,
    sealer: createRepositorySealer(secretKey),
    read: { rules: { allowPrivateNetworks, repositoriesFolder } },
    desk: databaseDesk({
      database,
      platform,
      applyDirectories: applyDirectoriesBy(context),
      onApplied(organizationId) {
        context.eventLog.wrote({ organizationId, streamId: organizationId })
        context.sync.wake()
        context.memberships.wake()
      },
    }),
  })
}
