import { isIP } from 'node:net'
import { buildConnector } from 'undici'
import { type AddressPolicy, addressProblem } from './address-problem.ts'
import { AddressRefused, guardedLookup, type Resolve } from './guarded-lookup.ts'

/** How connections to the outside are made. */
export type GuardOptions = AddressPolicy & {
  readonly connectTimeoutMs: number
  /** Where names are resolved; the system's resolver if not said. */
  readonly resolve?: Resolve
}

/**
 * The `connect` of undici for calls to hosts that users name: it opens connections only to addresses that may be called.
 * TLS is verified against the host's name.
 */
export function createGuardedConnector(options: GuardOptions): buildConnector.connector {
  const lookup = guardedLookup(options, options.resolve)
  const connect = buildConnector({ lookup, timeout: options.connectTimeoutMs })
  return (target, callback) => {
    // Sockets ask no `lookup` for an IP address.
    const host = target.hostname.replace(/^\[|\]$/g, '')
    const problem = isIP(host) ? addressProblem(host, options) : null
    if (problem !== null) callback(new AddressRefused(host, `it ${problem}`), null)
    else connect(target, callback)
  }
}
