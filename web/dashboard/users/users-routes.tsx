import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'
import { UserSearch, UsersSearch } from './users-search.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users',
  validateSearch: UsersSearch,
  component: lazyRouteComponent(() => import('./user-list.tsx'), 'UserList'),
})

const page = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users/$id',
  validateSearch: UserSearch,
  component: lazyRouteComponent(() => import('./user-page.tsx'), 'UserPage'),
})

/** The screens of this area. */
export const usersRoutes = [list, page] as const
