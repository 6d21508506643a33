import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'
import { PeopleSearch, PersonSearch } from './people-search.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people',
  validateSearch: PeopleSearch,
  component: lazyRouteComponent(() => import('./people-list.tsx'), 'PeopleList'),
})

const page = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/$id',
  validateSearch: PersonSearch,
  component: lazyRouteComponent(() => import('./person-page.tsx'), 'PersonPage'),
})

/** The screens of this area. */
export const peopleRoutes = [list, page] as const
