import type { RawAnswer } from '../http/vendor-http.ts'

/**
 * The `next` link of an answer (RFC 8288); null at the end. Okta sends one `Link` header per link, which arrive as one text with
 * commas in between, and its links have commas of their own, in filters.
 */
export function nextLink({ headers }: Pick<RawAnswer, 'headers'>): string | null {
  for (const [, url, parameters] of (headers.link ?? '').matchAll(
    /<([^>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^",;\s]*))*)/g,
  )) {
    if (url && /;\s*rel\s*=\s*"?next"?(?:\s*;|\s*$)/i.test(parameters ?? '')) return url
  }
  return null
}
