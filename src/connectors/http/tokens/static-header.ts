import { SourceError } from '../../source-error.ts'
import type { TokenSource } from '../vendor-http.ts'

/** A credential that is the same header each time, such as an API key. Names are in lower case. */
export function staticHeader(name: string, value: string): TokenSource {
  // Line breaks would end the header, and what was pasted may have typographic signs.
  if (!/^[\x20-\x7e]*$/.test(value)) {
    const text = 'The credential has line breaks or signs that no credential has: copy it once more, and enter it anew.'
    throw new SourceError('settings_invalid', text)
  }
  return { headersFor: async () => ({ [name]: value }) }
}

/** Okta's own tokens: `Authorization: SSWS …`. */
export function sswsToken(token: string): TokenSource {
  return staticHeader('authorization', `SSWS ${token}`)
}

/** A name and a password (RFC 7617). */
export function basicAuth(name: string, password: string): TokenSource {
  return staticHeader('authorization', `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`)
}
