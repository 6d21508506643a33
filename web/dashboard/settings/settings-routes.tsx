import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod/mini'
import { shellRoute } from '../shell-route.tsx'
import { settingsTabs } from './settings-tabs.ts'

const settings = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  validateSearch: z.object({
    tab: z.catch(z.optional(z.enum(settingsTabs)), undefined),
    organization: z.catch(z.optional(z.string()), undefined),
    before: z.catch(z.optional(z.string()), undefined),
    after: z.catch(z.optional(z.string()), undefined),
  }),
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
})

/** The screens of this area. */
export const settingsRoutes = [settings] as const
