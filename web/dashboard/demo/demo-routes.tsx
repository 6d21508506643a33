import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod/mini'
import { shellRoute } from '../shell-route.tsx'

/** Which provider is chosen, and what is to happen there. */
const DemoSearch = z.object({
  provider: z.catch(z.optional(z.enum(['okta', 'entra', 'google'])), undefined),
  action: z.catch(z.optional(z.enum(['hire', 'change_title', 'move_team', 'deactivate', 'mistake'])), undefined),
})

const demo = createRoute({
  getParentRoute: () => shellRoute,
  path: '/demo',
  validateSearch: DemoSearch,
  component: lazyRouteComponent(() => import('./demo-screen.tsx'), 'DemoScreen'),
})

/** The screens of this area. */
export const demoRoutes = [demo] as const
