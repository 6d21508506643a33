import { createApiClient } from '../shared/api-client.ts'
import { createQueryClient } from '../shared/app-providers.tsx'
import { portalSessionKey } from './portal-session.ts'

/** What the portal has read of the API. */
export const queryClient = createQueryClient()

let isOver = false

/**
 * The API as a set-up link opens it: one organization, and only what setting up needs. When a visit ends on the way, it is asked
 * once more whose it is, and the screen that says so takes the place of the others.
 */
export const api = createApiClient({
  prefix: 'setup/api/',
  onSignedOut() {
    if (isOver) return
    isOver = true
    void queryClient.resetQueries({ queryKey: portalSessionKey })
  },
})
