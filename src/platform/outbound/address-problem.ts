import ipaddr from 'ipaddr.js'

/** Which addresses the server may call on behalf of its users. */
export type AddressPolicy = {
  /** Opens loopback and private networks, for development. Off, only the public internet is called. */
  readonly allowPrivateNetworks: boolean
}

/** Networks of an operator's own, in the words of ipaddr.js. */
const privateRanges: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat'])

/**
 * Where clouds tell a machine its credentials: AWS, GCP, Azure, Oracle, Alibaba. Closed whatever the policy says; that of
 * Azure (168.63.129.16) is in public address space.
 */
const metadataAddresses: ReadonlySet<string> = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '168.63.129.16',
  '192.0.0.192',
  '100.100.100.200',
  'fd00:ec2::254',
  'fd20:ce::254',
])

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')

/**
 * Why an IP address must not be called, to be put after "it"; null when it may be. Everything but public unicast is
 * refused, and addresses that only wrap an IPv4 one (mapped, NAT64) are judged by that one.
 */
export function addressProblem(address: string, policy: AddressPolicy): string | null {
  if (!ipaddr.isValid(address)) return 'is not an IP address'
  const parsed = ipaddr.process(address)
  if (metadataAddresses.has(parsed.toString())) return 'is the metadata service of a cloud'
  const wrapped = parsed instanceof ipaddr.IPv6 ? wrappedIPv4(parsed) : null
  if (wrapped !== null) return addressProblem(wrapped, policy)
  const range = parsed.range()
  if (privateRanges.has(range)) return policy.allowPrivateNetworks ? null : `is in a private network (${range})`
  const isPublic = parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast)
  return range === 'unicast' && isPublic ? null : `is not a public address (${range})`
}

/** The IPv4 address within one that a NAT64 gateway translates (RFC 6052 section 2.1). */
function wrappedIPv4(address: ipaddr.IPv6): string | null {
  const bytes = address.toByteArray()
  return address.match(nat64) ? bytes.slice(12).join('.') : null
}
