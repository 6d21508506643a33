import { AddressRefused } from './guarded-lookup.ts'

const byCode: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The name of {host} cannot be resolved. Check the URL, and the DNS of this server.',
  EAI_AGAIN: 'The name of {host} cannot be resolved now: the DNS does not answer.',
  ECONNREFUSED: 'Nothing listens at {host}: the connection was refused. Start the receiver, or correct the URL.',
  EHOSTUNREACH: 'There is no route to {host}. Check the network of this server.',
  ENETUNREACH: 'There is no route to {host}. Check the network of this server.',
  ETIMEDOUT: '{host} did not accept a connection in time. Check that a firewall lets this server through.',
  UND_ERR_CONNECT_TIMEOUT:
    '{host} did not accept a connection in time. Check that a firewall lets this server through.',
  ECONNRESET: '{host} closed the connection before it answered. See its log.',
  EPIPE: '{host} closed the connection before it answered. See its log.',
  UND_ERR_SOCKET: '{host} closed the connection before it answered. See its log.',
  UND_ERR_HEADERS_OVERFLOW: 'The headers of the answer of {host} are too large.',
  CERT_HAS_EXPIRED: 'The TLS certificate of {host} has expired. Renew it.',
  CERT_NOT_YET_VALID: 'The TLS certificate of {host} is not valid yet. Check the clocks.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'The TLS certificate of {host} is for another name. Correct the URL or the certificate.',
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned(),
  SELF_SIGNED_CERT_IN_CHAIN: selfSigned(),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The TLS certificate of {host} cannot be verified: the intermediate certificates are missing. Serve the whole chain.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'The TLS certificate of {host} is signed by an authority that this server does not know. Name it with NODE_EXTRA_CA_CERTS.',
}

function selfSigned(): string {
  return 'The TLS certificate of {host} is self-signed. Use one of a known authority, or name yours with NODE_EXTRA_CA_CERTS.'
}

/** One line for the operator about a call that got no answer: what happened, and what there is to do. */
export function describeFailure(error: unknown, host: string): string {
  if (error instanceof AddressRefused) return error.message
  const { code = '', name, message } = toRoot(error)
  const line = name === 'HTTPParserError' ? 'What {host} answered is not HTTP. Check the port.' : byCode[code]
  return (line ?? byKind(code, message)).replace('{host}', host)
}

function byKind(code: string, message: string): string {
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO')
    return 'There was no TLS connection to {host}: it does not speak TLS as it should.'
  return `The call to {host} failed: ${message.replace(/\s+/g, ' ').slice(0, 200)}`
}

/** Where a host has several addresses, each has its own error; the first says enough. */
function toRoot(error: unknown): { readonly code?: string; readonly name?: string; readonly message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return toRoot(error.errors[0])
  if (error instanceof Error) return error
  return { message: String(error) }
}
