import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'
import { DirectoriesSearch, DirectorySearch, NewDirectorySearch } from './directories-search.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/directories',
  validateSearch: DirectoriesSearch,
  component: lazyRouteComponent(() => import('./directories-list.tsx'), 'DirectoriesList'),
})

const make = createRoute({
  getParentRoute: () => shellRoute,
  path: '/directories/new',
  validateSearch: NewDirectorySearch,
  component: lazyRouteComponent(() => import('./new-directory.tsx'), 'NewDirectory'),
})

const page = createRoute({
  getParentRoute: () => shellRoute,
  path: '/directories/$id',
  validateSearch: DirectorySearch,
  component: lazyRouteComponent(() => import('./directory-page.tsx'), 'DirectoryPage'),
})

/** The screens of this area. */
export const directoriesRoutes = [list, make, page] as const
