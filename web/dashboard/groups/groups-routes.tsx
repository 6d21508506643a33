import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'
import { GroupSearch, GroupsSearch } from './groups-search.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/groups',
  validateSearch: GroupsSearch,
  component: lazyRouteComponent(() => import('./groups-list.tsx'), 'GroupsList'),
})

const page = createRoute({
  getParentRoute: () => shellRoute,
  path: '/groups/$id',
  validateSearch: GroupSearch,
  component: lazyRouteComponent(() => import('./group-page.tsx'), 'GroupPage'),
})

/** The screens of this area. */
export const groupsRoutes = [list, page] as const
