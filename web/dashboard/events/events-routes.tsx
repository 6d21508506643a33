import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'
import { EventsSearch } from './events-search.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/events',
  validateSearch: EventsSearch,
  component: lazyRouteComponent(() => import('./events-screen.tsx'), 'EventsScreen'),
})

/** The screens of this area. */
export const eventsRoutes = [list] as const
