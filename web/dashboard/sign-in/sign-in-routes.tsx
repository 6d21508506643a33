import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { z } from 'zod/mini'
import { rootRoute } from '../root-route.tsx'
import { keepLinkToken } from './link-token.ts'

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({ to: z.optional(z.string()), error: z.optional(z.string()) }),
  component: lazyRouteComponent(() => import('./sign-in.tsx'), 'SignIn'),
})

const openLink = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in/link',
  component: lazyRouteComponent(() => import('./open-link.tsx'), 'OpenLink'),
})

/** The address that a link leads to. Its token leaves the address bar, and the browser's history, at once. */
const linkAddress = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in/$token',
  beforeLoad({ params }) {
    keepLinkToken(params.token)
    throw redirect({ to: '/sign-in/link', replace: true })
  },
})

/** The screens of this area. */
export const signInRoutes = [signIn, openLink, linkAddress] as const
