import { createHash } from 'node:crypto'
import { SourceError } from '../source-error.ts'
import { urlOf } from './vendor-call.ts'
import type { PageOf, VendorAnswer, VendorHttp, VendorRequest } from './vendor-http.ts'

/** Whose pages, and how many at the most. */
export type Paging = { readonly vendor: string; readonly origins: readonly string[]; readonly mostPages: number }

/** What is asked for, and how the link to the next page is found in an answer. */
export type PagesRequest<T> = {
  readonly first: VendorRequest<T>
  readonly next: (answer: VendorAnswer<T>) => string | null
}

/**
 * Follows links from page to page, through empty ones, too. A link that came before would go round for ever and one
 * that leads nowhere looks like the end: both throw, because a listing that is cut short looks like people who left.
 */
export async function* followPages<T>(
  send: VendorHttp['send'],
  { first, next }: PagesRequest<T>,
  paging: Paging,
): AsyncGenerator<PageOf<T>, void> {
  const seen = new Set<string>([keyOf(urlOf(first, paging))])
  let request = first
  for (;;) {
    const answer = await send(request)
    if (answer.body === null) throw notAPage(paging.vendor, answer.status)
    const link = next({ ...answer, body: answer.body })
    const url = link === null ? null : urlOf({ path: link }, paging)
    if (url !== null) {
      const key = keyOf(url)
      if (seen.has(key) || seen.size >= paging.mostPages) throw endless(paging, seen.size)
      seen.add(key)
    }
    yield { body: answer.body, next: url?.href ?? null, headers: answer.headers }
    if (url === null) return
    request = { ...first, path: url.href, query: {} }
  }
}

// Links may have thousands of characters, and listings thousands of pages.
function keyOf(url: URL): string {
  return createHash('sha256').update(url.href).digest('base64url').slice(0, 22)
}

function endless({ vendor, mostPages }: Paging, pages: number): SourceError {
  const why = pages >= mostPages ? `has more than ${mostPages} pages` : 'leads back to a page that came before'
  return new SourceError(
    'listing_incomplete',
    `A listing of ${vendor} ${why}, so it was given up. Run it again; if that stays, report it.`,
  )
}

function notAPage(vendor: string, status: number): SourceError {
  return new SourceError(
    'listing_incomplete',
    `${vendor} answered ${status} without a page where one was expected. Run it again.`,
  )
}
