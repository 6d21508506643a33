import { sessionMs } from '../../model/session.ts'

const cookieName = 'muster_session'

/**
 * The `Set-Cookie` header for a session; `token` empty ends it. `publicUrl` is what browsers use, also where a proxy ends TLS
 * or passes on only what is below a path. Other sites can make a browser send it to nothing (`SameSite=Strict`).
 */
export function sessionCookie(token: string, publicUrl: string): string {
  const { protocol, pathname } = new URL(`${publicUrl}/dashboard`)
  const age = token === '' ? 0 : sessionMs / 1000
  const secure = protocol === 'https:' ? '; Secure' : ''
  return `${cookieName}=${token}; Path=${pathname}; Max-Age=${age}; HttpOnly; SameSite=Strict${secure}`
}

/** The session's token in a `Cookie` header, or null. */
export function readSessionCookie(header: string | undefined): string | null {
  return readCookie(header, cookieName)
}

/** The value of a cookie in a `Cookie` header, or null. */
export function readCookie(header: string | undefined, name: string): string | null {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([each]) => each === name)?.[1] || null
}
