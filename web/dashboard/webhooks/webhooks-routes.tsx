import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'
import { EndpointSearch, WebhooksSearch } from './webhooks-search.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks',
  validateSearch: WebhooksSearch,
  component: lazyRouteComponent(() => import('./webhooks-screen.tsx'), 'WebhooksScreen'),
})

const page = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks/$id',
  validateSearch: EndpointSearch,
  component: lazyRouteComponent(() => import('./endpoint-page.tsx'), 'EndpointPage'),
})

/** The screens of this area. */
export const webhooksRoutes = [list, page] as const
