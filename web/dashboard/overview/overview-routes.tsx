import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'

const overview = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./overview.tsx'), 'OverviewScreen'),
})

/** The screens of this area. */
export const overviewRoutes = [overview] as const
