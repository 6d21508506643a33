import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { baseUrl } from '../shared/api-client.ts'
import { rootRoute } from './root-route.tsx'
import { setUpRoutes } from './setup/setup-routes.tsx'
import { statusRoutes } from './status/status-routes.tsx'

const routeTree = rootRoute.addChildren([...setUpRoutes, ...statusRoutes])

/** The portal's router. Its addresses are below `<base>`setup. */
export function createPortalRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    basepath: `${baseUrl.pathname}setup`,
    context: { queryClient },
    scrollRestoration: true,
  })
}
