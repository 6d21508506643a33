import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'
import { DisputesSearch, PeopleSearch, PersonSearch } from './people-search.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people',
  validateSearch: PeopleSearch,
  component: lazyRouteComponent(() => import('./people-list.tsx'), 'PeopleList'),
})

const disputes = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/disputes',
  validateSearch: DisputesSearch,
  component: lazyRouteComponent(() => import('./disputes-screen.tsx'), 'DisputesScreen'),
})

const values = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/values',
  validateSearch: DisputesSearch,
  component: lazyRouteComponent(() => import('./values-screen.tsx'), 'ValuesScreen'),
})

const page = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/$id',
  validateSearch: PersonSearch,
  component: lazyRouteComponent(() => import('./person-page.tsx'), 'PersonPage'),
})

/** The screens of this area. */
export const peopleRoutes = [list, disputes, values, page] as const
