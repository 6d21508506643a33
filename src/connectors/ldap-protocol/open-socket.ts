import { once } from 'node:events'
import { isIP, connect as netConnect, type Socket } from 'node:net'
import { type ConnectionOptions, connect as tlsConnect } from 'node:tls'
import type { AddressPolicy } from '../../platform/outbound/address-problem.ts'
import { guardedLookup, resolveGuarded } from '../../platform/outbound/guarded-lookup.ts'
import { SourceError } from '../source-error.ts'

/** A server, and how to reach it. */
export type LdapServer = {
  readonly host: string
  readonly port: number
  /** `none` is taken only where private networks may be called, which is for development. */
  readonly security: 'ldaps' | 'starttls' | 'none'
  /** The certificates in PEM form that are trusted, and only these; null: those of the system. */
  readonly caCertificate: string | null
}

const connectTimeoutMs = 10_000

/**
 * A connection to a server through the guard of outbound calls: the socket goes to an address that was checked. With LDAPS its
 * certificate is verified against the host's name before anything is sent.
 */
export async function openSocket(server: LdapServer, policy: AddressPolicy, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted()
  if (server.security === 'none' && !policy.allowPrivateNetworks) {
    throw new SourceError(
      'settings_invalid',
      'Unencrypted connections are for development only. Choose LDAPS or StartTLS.',
    )
  }
  // Sockets ask no `lookup` for an IP address.
  if (isIP(server.host)) await resolveGuarded(server.host, policy)
  const target = { host: server.host, port: server.port, lookup: guardedLookup(policy) }
  const isTls = server.security === 'ldaps'
  const socket = isTls ? tlsConnect({ ...target, ...tlsOptions(server) }) : netConnect(target)
  try {
    await once(socket, isTls ? 'secureConnect' : 'connect', {
      signal: AbortSignal.any([signal, AbortSignal.timeout(connectTimeoutMs)]),
    })
    return socket.setKeepAlive(true, 60_000)
  } catch (error) {
    socket.on('error', () => undefined).destroy()
    signal.throwIfAborted()
    if (error instanceof Error && error.name === 'AbortError') throw new Error('Connection timeout', { cause: error })
    throw error
  }
}

/** What TLS is to verify; a new object each time, because `startTLS` of ldapts puts its socket into what it is given. */
export function tlsOptions({ host, caCertificate }: LdapServer): ConnectionOptions {
  return { host, ...(!isIP(host) && { servername: host }), ...(caCertificate !== null && { ca: caCertificate }) }
}
