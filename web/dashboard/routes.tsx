import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { baseUrl } from '../shared/api-client.ts'
import { auditRoutes } from './audit/audit-routes.tsx'
import { demoRoutes } from './demo/demo-routes.tsx'
import { directoriesRoutes } from './directories/directories-routes.tsx'
import { eventsRoutes } from './events/events-routes.tsx'
import { groupsRoutes } from './groups/groups-routes.tsx'
import { NotFound } from './not-found.tsx'
import { organizationsRoutes } from './organizations/organizations-routes.tsx'
import { overviewRoutes } from './overview/overview-routes.tsx'
import { peopleRoutes } from './people/people-routes.tsx'
import { rootRoute } from './root-route.tsx'
import { ScreenFailed } from './screen-failed.tsx'
import { settingsRoutes } from './settings/settings-routes.tsx'
import { shellRoute } from './shell-route.tsx'
import { signInRoutes } from './sign-in/sign-in-routes.tsx'
import { syncRunsRoutes } from './sync-runs/sync-runs-routes.tsx'
import { usersRoutes } from './users/users-routes.tsx'
import { webhooksRoutes } from './webhooks/webhooks-routes.tsx'

const routeTree = rootRoute.addChildren([
  ...signInRoutes,
  shellRoute.addChildren([
    ...overviewRoutes,
    ...organizationsRoutes,
    ...directoriesRoutes,
    ...syncRunsRoutes,
    ...peopleRoutes,
    ...usersRoutes,
    ...groupsRoutes,
    ...eventsRoutes,
    ...webhooksRoutes,
    ...auditRoutes,
    ...settingsRoutes,
    ...demoRoutes,
  ]),
])

/** The dashboard's router. Its addresses are below `<base>`dashboard. */
export function createDashboardRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    basepath: `${baseUrl.pathname}dashboard`,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: ScreenFailed,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDashboardRouter>
  }
}
