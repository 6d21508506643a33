import type { FastifyInstance } from 'fastify'
import { refuseCrossSite } from '../doors/refuse-cross-site.ts'
import { securityHeaders } from '../security-headers.ts'
import type { PortalOptions } from './open-portal-link.ts'
import type { PortalVisitors } from './portal-visitors.ts'
import { readBranding } from './read-branding.ts'

type VisitOptions = PortalOptions & { readonly visitors: PortalVisitors }

/**
 * Adds what the portal asks of itself, which the API has nothing of: `/setup/api/me`, whose visit it is; and
 * `/setup/api/branding`, which needs no visit, because also who comes with a link that has ended must see whom to ask.
 */
export async function portalVisitRoutes(app: FastifyInstance, { database, visitors }: VisitOptions): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    refuseCrossSite(request)
  })
  app.get('/setup/api/branding', async () => {
    const { contact, ...branding } = await readBranding(database)
    return { object: 'branding', branding, contact }
  })
  app.get('/setup/api/me', async (request) => {
    const { link, organization, until } = await visitors.find(request)
    const { contact, ...branding } = await readBranding(database)
    return {
      object: 'portal_session',
      organization: { id: organization.id, name: organization.name },
      branding,
      contact,
      return_url: link.returnUrl,
      success_url: link.successUrl,
      directory_id: link.directoryId,
      until: until.toISOString(),
      link_expires_at: link.expiresAt.toISOString(),
    }
  })
}
