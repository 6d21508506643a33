import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'
import { RulesSearch } from './rules-search.ts'

const screen = createRoute({
  getParentRoute: () => shellRoute,
  path: '/rules',
  validateSearch: RulesSearch,
  component: lazyRouteComponent(() => import('./rules-screen.tsx'), 'RulesScreen'),
})

/** The screens of this area. */
export const rulesRoutes = [screen] as const
