import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'
import { TeamSearch, TeamsSearch } from './teams-search.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/teams',
  validateSearch: TeamsSearch,
  component: lazyRouteComponent(() => import('./teams-list.tsx'), 'TeamsList'),
})

const page = createRoute({
  getParentRoute: () => shellRoute,
  path: '/teams/$kind/$id',
  validateSearch: TeamSearch,
  component: lazyRouteComponent(() => import('./team-page.tsx'), 'TeamPage'),
})

/** The screens of this area. */
export const teamsRoutes = [list, page] as const
