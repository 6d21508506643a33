import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { GoTo } from '../portal-link.tsx'
import { rootRoute } from '../root-route.tsx'

type Search = { readonly search?: string; readonly reason?: string }

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

const withSearch = (query: Record<string, unknown>): Search => {
  const search = textOf(query.search)
  return search === undefined ? {} : { search }
}

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: withSearch,
  component: lazyRouteComponent(() => import('./home-screen.tsx'), 'HomeScreen'),
})

const choose = createRoute({
  getParentRoute: () => rootRoute,
  path: '/choose',
  validateSearch: withSearch,
  component: lazyRouteComponent(() => import('./choose-screen.tsx'), 'ChooseScreen'),
})

const ended = createRoute({
  getParentRoute: () => rootRoute,
  path: '/ended',
  validateSearch: (query: Record<string, unknown>): Search => ({ reason: textOf(query.reason) ?? 'unknown' }),
  component: lazyRouteComponent(() => import('./ended-route-screen.tsx'), 'EndedRouteScreen'),
})

const directory = createRoute({
  getParentRoute: () => rootRoute,
  path: '/directories/$id',
  component: function DirectoryStart() {
    const { id } = directory.useParams()
    return <GoTo to={`/directories/${id}/steps`} />
  },
})

const steps = createRoute({
  getParentRoute: () => rootRoute,
  path: '/directories/$id/steps',
  component: lazyRouteComponent(() => import('./guide-screen.tsx'), 'GuideScreen'),
})

const settings = createRoute({
  getParentRoute: () => rootRoute,
  path: '/directories/$id/settings',
  component: lazyRouteComponent(() => import('./settings-screen.tsx'), 'SettingsScreen'),
})

const test = createRoute({
  getParentRoute: () => rootRoute,
  path: '/directories/$id/test',
  component: lazyRouteComponent(() => import('./test-screen.tsx'), 'TestScreen'),
})

/** The steps of setting a directory up: which provider, what to do there, how it is reached, whether it works. */
export const setUpRoutes = [home, choose, ended, directory, steps, settings, test] as const
