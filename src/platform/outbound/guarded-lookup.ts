import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { type AddressPolicy, addressProblem } from './address-problem.ts'

/** Gives all addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>

/** A host that must not be called. Its message is for the operator. */
export class AddressRefused extends Error {
  readonly code = 'ADDRESS_REFUSED'

  constructor(host: string, problem: string) {
    super(`${host} is not called: ${problem}.`)
    this.name = 'AddressRefused'
  }
}

/** The system's resolver, which also reads `/etc/hosts`. */
export const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true })

/**
 * The addresses of a host that may be called, at least one; throws `AddressRefused` where there is none. Connect to these
 * and never to the name: a second look at it may be answered with another address (DNS rebinding).
 */
export async function resolveGuarded(
  host: string,
  policy: AddressPolicy,
  resolve: Resolve = resolveBySystem,
): Promise<LookupAddress[]> {
  const family = isIP(host)
  const addresses = family > 0 ? [{ address: host, family }] : await resolve(host)
  const problems = addresses.map(({ address }) => addressProblem(address, policy))
  const open = addresses.filter((_, index) => problems[index] === null)
  if (open.length > 0) return open
  const [first] = addresses
  if (!first) throw new AddressRefused(host, 'its name has no address')
  const whose = first.address === host ? 'it' : `its address ${first.address}`
  throw new AddressRefused(host, `${whose} ${problems[0]}`)
}

/** A `lookup` for sockets that gives only addresses that may be called, so that the socket connects to what was checked. */
export function guardedLookup(policy: AddressPolicy, resolve: Resolve = resolveBySystem): LookupFunction {
  return (hostname, options, callback) => {
    resolveGuarded(hostname, policy, resolve).then(
      (addresses) => {
        const { family } = options
        const wanted = addresses.filter((each) => !family || family === each.family || family === `IPv${each.family}`)
        const [first] = wanted
        if (!first) callback(new AddressRefused(hostname, 'it has no address of the wanted family'), [])
        else if (options.all) callback(null, wanted)
        else callback(null, first.address, first.family)
      },
      (error: Error) => callback(error, []),
    )
  }
}
