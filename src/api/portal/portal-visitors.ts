import type { FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import type { Organization } from '../../model/organization.ts'
import type { PortalLink } from '../../model/portal-link.ts'
import { findOrganization } from '../../store/organizations.ts'
import { findPortalLink } from '../../store/portal-links.ts'
import type { PortalOptions } from './open-portal-link.ts'
import { createPortalSessionSealer, type PortalSession, readPortalCookie } from './portal-session.ts'

/** Who has followed a link: the link, its organization, and until when the visit lasts. */
export type PortalVisitor = {
  readonly link: PortalLink
  readonly organization: Organization
  readonly until: Date
}

/** Tells whose a request to the portal is, by its cookie. */
export type PortalVisitors = {
  /** Throws `portal_session_required`, `portal_session_ended` or `portal_link_revoked`. */
  find(request: Pick<FastifyRequest, 'headers'>): Promise<PortalVisitor>
}

/** A link that was revoked, and an organization that is gone, end a visit at once. */
export function createPortalVisitors(options: PortalOptions): PortalVisitors {
  const { database, platform } = options
  const sealer = createPortalSessionSealer(options.secretKey)
  return {
    async find({ headers }) {
      const cookie = readPortalCookie(headers.cookie)
      const session: PortalSession | null = cookie === null ? null : sealer.open(cookie)
      if (!session) throw new AppError('portal_session_required')
      if (session.until <= platform.clock.now()) throw new AppError('portal_session_ended')
      const { linkId, organizationId, until } = session
      const [link, organization] = await Promise.all([
        findPortalLink(database, linkId, organizationId),
        findOrganization(database, organizationId),
      ])
      if (!link || link.revokedAt || !organization) throw new AppError('portal_link_revoked')
      return { link, organization, until }
    },
  }
}
