import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'
import { HeldSearch, RunSearch, RunsSearch } from './runs-search.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sync-runs',
  validateSearch: RunsSearch,
  component: lazyRouteComponent(() => import('./runs-list.tsx'), 'RunsList'),
})

const held = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sync-runs/held',
  validateSearch: HeldSearch,
  component: lazyRouteComponent(() => import('./held-runs.tsx'), 'HeldRuns'),
})

const page = createRoute({
  getParentRoute: () => shellRoute,
  path: '/directories/$id/runs/$runId',
  validateSearch: RunSearch,
  component: lazyRouteComponent(() => import('./run-page.tsx'), 'RunPage'),
})

/** The screens of this area. */
export const syncRunsRoutes = [list, held, page] as const
