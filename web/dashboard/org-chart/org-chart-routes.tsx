import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'
import { OrgChartSearch } from './org-chart-search.ts'

const chart = createRoute({
  getParentRoute: () => shellRoute,
  path: '/org-chart',
  validateSearch: OrgChartSearch,
  component: lazyRouteComponent(() => import('./org-chart-screen.tsx'), 'OrgChartScreen'),
})

/** The screens of this area. */
export const orgChartRoutes = [chart] as const
