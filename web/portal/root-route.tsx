import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext } from '@tanstack/react-router'
import { PortalFrame } from './portal-frame.tsx'

/** The root of all routes; what they are given. */
export const rootRoute = createRootRouteWithContext<{ readonly queryClient: QueryClient }>()({
  component: PortalFrame,
})
