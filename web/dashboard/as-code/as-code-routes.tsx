import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'
import { AsCodeSearch } from './as-code-search.ts'

const screen = createRoute({
  getParentRoute: () => shellRoute,
  path: '/as-code',
  validateSearch: AsCodeSearch,
  component: lazyRouteComponent(() => import('./as-code-screen.tsx'), 'AsCodeScreen'),
})

const plan = createRoute({
  getParentRoute: () => shellRoute,
  path: '/as-code/plans/$id',
  component: lazyRouteComponent(() => import('./plan-page.tsx'), 'PlanPage'),
})

/** The screens of this area. */
export const asCodeRoutes = [screen, plan] as const
