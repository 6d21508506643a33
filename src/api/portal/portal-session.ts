import { z } from 'zod'
import { createSealer } from '../../platform/sealer.ts'

/** Which link a browser has opened, and until when it may look. */
export type PortalSession = { readonly linkId: string; readonly organizationId: string; readonly until: Date }

/** Seals sessions, so that only this server can read or make them. */
export type PortalSessionSealer = {
  seal(session: PortalSession): string
  /** Null when the text is forged, or sealed under another secret key. Whether the session is over, the caller sees. */
  open(sealed: string): PortalSession | null
}

/** How long the portal stays open after a link was followed: a working day, because somebody sets things up elsewhere meanwhile. */
export const portalSessionMs = 8 * 60 * 60 * 1000

const cookieName = 'muster_portal'
const Sealed = z.object({ linkId: z.string(), organizationId: z.string(), until: z.number() })

/** Sessions are kept by browsers, encrypted under a key derived from MUSTER_SECRET_KEY: nothing is stored. */
export function createPortalSessionSealer(secretKey: Buffer): PortalSessionSealer {
  const sealer = createSealer(secretKey, 'portal session')
  return {
    seal: ({ until, ...session }) => sealer.seal(JSON.stringify({ ...session, until: until.getTime() })),
    open(sealed) {
      const text = sealer.open(sealed)
      if (text === null) return null
      const { until, ...session } = Sealed.parse(JSON.parse(text))
      return { ...session, until: new Date(until) }
    },
  }
}

/**
 * The `Set-Cookie` header for a session at the portal's address, as browsers have it. It is `Strict`: the page itself needs no
 * cookie, and what it asks for comes from here, also when the link was followed from elsewhere.
 */
export function portalCookie(sealed: string, { protocol, pathname }: URL): string {
  const age = portalSessionMs / 1000
  const secure = protocol === 'https:' ? '; Secure' : ''
  return `${cookieName}=${sealed}; Path=${pathname}; Max-Age=${age}; HttpOnly; SameSite=Strict${secure}`
}

/** The session's value in a `Cookie` header, or null. */
export function readPortalCookie(header: string | undefined): string | null {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === cookieName)?.[1] || null
}
