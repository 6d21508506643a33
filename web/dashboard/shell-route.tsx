import { createRoute, redirect } from '@tanstack/react-router'
import { ApiError } from '../shared/api-client.ts'
import { api } from './dashboard-api.ts'
import { rootRoute } from './root-route.tsx'
import { type Session, sessionKey } from './session.ts'
import { Shell } from './shell.tsx'

/** Everything that needs a session: the menu around, the screen within. Who has none is led to the sign-in, and back. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  async beforeLoad({ context: { queryClient }, location }) {
    try {
      const queryFn = () => api.send<Session>('GET', '/me')
      await queryClient.ensureQueryData({ queryKey: sessionKey, queryFn, staleTime: 60_000 })
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error
      throw redirect({ to: '/sign-in', search: { to: location.href } })
    }
  },
})
