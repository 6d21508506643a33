import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../root-route.tsx'

const attributes = createRoute({
  getParentRoute: () => rootRoute,
  path: '/directories/$id/attributes',
  component: lazyRouteComponent(() => import('../attributes/attributes-screen.tsx'), 'AttributesScreen'),
})

const scope = createRoute({
  getParentRoute: () => rootRoute,
  path: '/directories/$id/scope',
  component: lazyRouteComponent(() => import('../scope/scope-screen.tsx'), 'ScopeScreen'),
})

const review = createRoute({
  getParentRoute: () => rootRoute,
  path: '/directories/$id/review',
  component: lazyRouteComponent(() => import('../review/review-screen.tsx'), 'ReviewScreen'),
})

const status = createRoute({
  getParentRoute: () => rootRoute,
  path: '/directories/$id/status',
  component: lazyRouteComponent(() => import('./status-screen.tsx'), 'StatusScreen'),
})

const person = createRoute({
  getParentRoute: () => rootRoute,
  path: '/directories/$id/people/$userId',
  component: lazyRouteComponent(() => import('../person/person-screen.tsx'), 'PersonScreen'),
})

/** What comes after the connection works: attributes, scope, review, status, one person. */
export const statusRoutes = [attributes, scope, review, status, person] as const
