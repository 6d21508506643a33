import type { Permission, Scope } from '../../model/api-key.ts'
import type { PortalLink } from '../../model/portal-link.ts'
import type { ApiDoor } from '../doors/api-door.ts'
import { describedRoutes } from '../routes.ts'
import { portalAllowedRoutes } from './portal-allowed-routes.ts'
import type { PortalVisitors } from './portal-visitors.ts'

/** The door of the set-up portal: few routes, and of them only what is of the link's organization. */
export function createPortalDoor(visitors: PortalVisitors): ApiDoor {
  const scopes = scopesOf(portalAllowedRoutes)
  return {
    prefix: '/setup/api',
    source: 'portal',
    allows: portalAllowedRoutes,
    isOpenedByCookie: true,
    async authenticate(request) {
      const { link, organization, until } = await visitors.find(request)
      return {
        type: 'portal_link',
        id: link.id,
        name: nameOf(link),
        organizationId: organization.id,
        scopes,
        expiresAt: until,
      }
    },
  }
}

/** What the routes need, and no more. */
function scopesOf(allowed: ReadonlySet<string>): readonly Scope[] {
  const behind = describedRoutes.filter(({ method, path }) => allowed.has(`${method} ${path}`))
  return [...new Set<Permission>(behind.map(({ permission }) => permission))]
}

/** Whom the audit log names: who has the link is not known, but to whom it was given. */
function nameOf({ itContactEmails }: PortalLink): string {
  return itContactEmails.length > 0 ? `Set-up link of ${itContactEmails.join(', ')}` : 'Set-up link'
}
