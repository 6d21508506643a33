import type { FastifyInstance, FastifyReply } from 'fastify'
import { openPortalLink, type PortalOptions } from './open-portal-link.ts'
import { endingPath } from './portal-ending.ts'
import { createPortalSessionSealer, portalCookie, portalSessionMs } from './portal-session.ts'

const headers = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const

/**
 * Adds the addresses of links to the portal: `/setup/<token>`, and `/portal?token=`, as links were written before. A link's token
 * is exchanged for a cookie at once, so that it stays neither in the address bar nor in what the browser tells others.
 */
export async function portalLinkRoutes(app: FastifyInstance, options: PortalOptions): Promise<void> {
  const { platform, publicUrl } = options
  const sealer = createPortalSessionSealer(options.secretKey)
  // What browsers use, also where a proxy ends TLS, or passes on only what is below a path.
  const addressOf = (path: string) => new URL(publicUrl() + path)

  app.get<{ Params: { token: string } }>('/setup/:token(^portal_[^/]*$)', ({ params }, reply) =>
    exchange(params.token, reply),
  )
  app.get<{ Querystring: { token?: unknown } }>('/portal', ({ query }, reply) => {
    const { token } = query
    if (token === undefined) return reply.headers(headers).redirect(addressOf('/setup').pathname, 303)
    return exchange(typeof token === 'string' ? token : '', reply)
  })

  async function exchange(token: string, reply: FastifyReply): Promise<FastifyReply> {
    reply.headers(headers)
    const link = await openPortalLink(options, token)
    if (typeof link === 'string') {
      const { pathname, search } = addressOf(endingPath(link))
      return reply.redirect(pathname + search, 303)
    }
    const until = new Date(platform.clock.now().getTime() + portalSessionMs)
    const sealed = sealer.seal({ linkId: link.id, organizationId: link.organizationId, until })
    const address = addressOf('/setup')
    return reply.header('set-cookie', portalCookie(sealed, address)).redirect(address.pathname, 303)
  }
}
