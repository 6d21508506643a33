import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { baseUrl } from '../shared/api-client.ts'
import { asCodeRoutes } from './as-code/as-code-routes.tsx'
import { auditRoutes } from './audit/audit-routes.tsx'
import { demoRoutes } from './demo/demo-routes.tsx'
import { directoriesRoutes } from './directories/directories-routes.tsx'
import { eventsRoutes } from './events/events-routes.tsx'
import { groupsRoutes } from './groups/groups-routes.tsx'
import { NotFound } from './not-found.tsx'
import { orgChartRoutes } from './org-chart/org-chart-routes.tsx'
import { organizationsRoutes } from './organizations/organizations-routes.tsx'
import { overviewRoutes } from './overview/overview-routes.tsx'
import { peopleRoutes } from './people/people-routes.tsx'
import { rootRoute } from './root-route.tsx'
import { rulesRoutes } from './rules/rules-routes.tsx'
import { ScreenFailed } from './screen-failed.tsx'
import { settingsRoutes } from './settings/settings-routes.tsx'
import { shellRoute } from './shell-route.tsx'
import { signInRoutes } from './sign-in/sign-in-routes.tsx'
import { syncRunsRoutes } from './sync-runs/sync-runs-routes.tsx'
import { teamsRoutes } from './teams/teams-routes.tsx'
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
    ...orgChartRoutes,
    ...teamsRoutes,
    ...asCodeRoutes,
    ...rulesRoutes,
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
