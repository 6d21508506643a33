import { isIP } from 'node:net'
import { z } from 'zod'

const pem = z.string().max(100_000).startsWith('-----BEGIN ', { error: 'must be PEM: -----BEGIN …' })

/** TLS with an authority of one's own, and with a client certificate, whose key is among the secrets. */
export const SinkTls = z.strictObject({
  ca: pem.optional(),
  certificate: pem.optional(),
})
export type SinkTls = z.infer<typeof SinkTls>

/** The private key of the client certificate. */
export const TlsKey = pem

/**
 * The options of Node's TLS for a host whose address was looked up before: the certificate must be for the host. An IP
 * address is no server name (RFC 6066 section 3); without either Node would ask for a certificate of "localhost".
 */
export function toTlsOptions({ ca, certificate }: SinkTls, { host, key }: { host: string; key: string | undefined }) {
  return {
    ...(isIP(host) === 0 ? { servername: host } : { host }),
    ...(ca !== undefined && { ca }),
    ...(certificate !== undefined && { cert: certificate }),
    ...(key !== undefined && { key }),
  }
}
