import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PortalLink } from '../../model/portal-link.ts'
import { hashSecret } from '../../platform/secrets.ts'
import { listDirectories } from '../../store/directories.ts'
import { findOrganization } from '../../store/organizations.ts'
import { findPortalLink, findPortalLinkByHash, markPortalLinkOpened } from '../../store/portal-links.ts'
import { lastEventTimes } from '../../store/read-overview.ts'
import type { ApiContext } from '../api-context.ts'
import { type PortalRefusal, writePortalPage, writeRefusal } from './portal-page.ts'
import {
  createPortalSessionSealer,
  type PortalSession,
  portalCookie,
  portalSessionMs,
  readPortalCookie,
} from './portal-session.ts'
import { portalHeaders } from './portal-style.ts'

/** What the portal needs of the server. */
export type PortalOptions = Pick<ApiContext, 'database' | 'platform' | 'publicUrl' | 'secretKey'>

const shownDirectories = 50

/**
 * Adds the page for a customer's administrator under `/portal`. A link's token is exchanged for a cookie at once, so that it
 * stays neither in the address bar nor in what the browser tells others.
 */
export async function portalRoutes(app: FastifyInstance, options: PortalOptions): Promise<void> {
  const sealer = createPortalSessionSealer(options.secretKey)
  app.get<{ Querystring: { token?: unknown } }>('/portal', async (request, reply) => {
    reply.headers(portalHeaders)
    const { token } = request.query
    if (token === undefined) return show(request, reply)
    const link = typeof token === 'string' ? await findPortalLinkByHash(options.database, hashSecret(token)) : null
    if (!link) return refuse(reply, 'unknown')
    const now = options.platform.clock.now()
    if (hasEnded(link, now)) return refuse(reply, 'ended')
    await markPortalLinkOpened(options.database, link, now)
    const until = new Date(now.getTime() + portalSessionMs)
    const sealed = sealer.seal({ linkId: link.id, organizationId: link.organizationId, until })
    // What browsers use, also where a proxy ends TLS, or passes on only what is below a path.
    const address = new URL(`${options.publicUrl()}/portal`)
    return reply.header('set-cookie', portalCookie(sealed, address)).redirect(address.pathname, 303)
  })

  async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const cookie = readPortalCookie(request.headers.cookie)
    const session = cookie === null ? null : sealer.open(cookie)
    if (!session) return refuse(reply, 'no_session')
    const page = session.until > options.platform.clock.now() ? await readPage(options, session) : null
    return page === null ? refuse(reply, 'session_ended') : reply.type('text/html; charset=utf-8').send(page)
  }
}

function hasEnded({ expiresAt, revokedAt }: PortalLink, now: Date): boolean {
  return revokedAt !== null || expiresAt <= now
}

/** Null when the link was revoked, or its organization is gone. */
async function readPage({ database, publicUrl }: PortalOptions, session: PortalSession): Promise<string | null> {
  const { organizationId, linkId, until } = session
  const page = { limit: shownDirectories, order: 'asc', after: null, before: null } as const
  const [link, organization, directories] = await Promise.all([
    findPortalLink(database, linkId, organizationId),
    findOrganization(database, organizationId),
    listDirectories(database, { organizationId, search: null, domain: null }, page),
  ])
  if (!organization || !link || link.revokedAt) return null
  return writePortalPage({
    organization,
    directories: directories.records,
    lastEventTimes: await lastEventTimes(database, directories.records),
    hasMore: directories.after !== null,
    publicUrl: publicUrl(),
    returnUrl: link.returnUrl,
    until,
  })
}

function refuse(reply: FastifyReply, refusal: PortalRefusal): FastifyReply {
  const { status, page } = writeRefusal(refusal)
  return reply.code(status).type('text/html; charset=utf-8').send(page)
}
