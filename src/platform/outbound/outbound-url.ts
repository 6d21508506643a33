import { isIP } from 'node:net'
import { type AddressPolicy, addressProblem } from './address-problem.ts'

const longest = 2048

/**
 * What is wrong with a URL that the server is to call, to be put after its name; null when nothing is. Names are not
 * resolved here but whenever they are called (`guarded-lookup.ts`); an IP address is judged at once, however it is
 * spelled: the URL Standard reads `http://0x7f.1` and `http://2130706433` as 127.0.0.1.
 */
export function outboundUrlProblem(text: string, policy: AddressPolicy): string | null {
  if (text.length > longest) return `must be at most ${longest} characters`
  if (!URL.canParse(text)) return 'must be a URL like https://example.com/webhooks'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://'
  if (url.protocol === 'http:' && !policy.allowPrivateNetworks) {
    return 'must begin with https://; http:// is possible in development, with MUSTER_ALLOW_PRIVATE_NETWORKS=true'
  }
  if (url.username !== '' || url.password !== '') return 'must not carry a user name or password'
  if (url.hash !== '') return 'must not have a fragment (#…)'
  return hostProblem(url.hostname, policy)
}

/** Why a host must not be called, as far as that can be told without resolving its name; null when it may be. */
export function hostProblem(hostname: string, policy: AddressPolicy): string | null {
  const host = hostname.replace(/^\[|\]$/g, '')
  const problem = isIP(host) ? addressProblem(host, policy) : nameProblem(host, policy)
  return problem === null ? null : `names a host that is not called: ${host} ${problem}`
}

/** RFC 6761 section 6.3: `localhost` and all below it are this machine, whatever a resolver says. */
function nameProblem(host: string, { allowPrivateNetworks }: AddressPolicy): string | null {
  const isLocal = /(^|\.)localhost\.?$/i.test(host)
  return isLocal && !allowPrivateNetworks ? 'is this machine' : null
}
