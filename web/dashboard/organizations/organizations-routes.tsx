import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'
import { OrganizationSearch, OrganizationsSearch } from './organizations-search.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/organizations',
  validateSearch: OrganizationsSearch,
  component: lazyRouteComponent(() => import('./organizations-list.tsx'), 'OrganizationsList'),
})

const page = createRoute({
  getParentRoute: () => shellRoute,
  path: '/organizations/$id',
  validateSearch: OrganizationSearch,
  component: lazyRouteComponent(() => import('./organization-page.tsx'), 'OrganizationPage'),
})

/** The screens of this area. */
export const organizationsRoutes = [list, page] as const
