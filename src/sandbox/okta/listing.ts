import type { Json, JsonObject } from '../../model/json.ts'
import { type OktaReply, refusals } from './reply.ts'
import type { OktaSwitches } from './switches.ts'
import type { Page } from './table.ts'

/** A GET of the management API: `origin` and `path` as it was called. */
export type ApiCall = { readonly origin: string; readonly path: string; readonly query: URLSearchParams }

/** What a listing reads: at most `limit` records behind a position. */
export type ReadPage<T> = (after: number, limit: number) => Page<T>

type Listing<T> = { readonly read: ReadPage<T>; readonly show: (record: T) => JsonObject; readonly usualLimit: number }

// A cursor that ends so has had its empty page.
const emptied = '~'

/** Answers with a page and its `Link` headers. Cursors are opaque to callers; here they are positions. */
export function answerPage<T>(call: ApiCall, switches: OktaSwitches, listing: Listing<T>): OktaReply {
  const wanted = Number(call.query.get('limit') ?? listing.usualLimit)
  if (!Number.isInteger(wanted) || wanted < 1) return refusals.badValue('limit')
  const after = call.query.get('after') ?? ''
  if (switches.fault === 'empty_page' && after !== '' && !after.endsWith(emptied))
    return withLinks(call, switches, { body: [], next: `${after}${emptied}` })
  const position = after === '' ? 0 : Number.parseInt(after, 36)
  if (Number.isNaN(position)) return refusals.badValue('after')
  const { rows, next } = listing.read(position, Math.min(wanted, switches.largestPage))
  return withLinks(call, switches, { body: rows.map(listing.show), next: next === null ? null : next.toString(36) })
}

/** A page, where it is, and where the next one is. */
export function withLinks(
  { origin, path, query }: ApiCall,
  { linkOrigin }: OktaSwitches,
  { body, next }: { readonly body: Json; readonly next: string | null },
): OktaReply {
  const link = (params: URLSearchParams, rel: string) => `<${linkOrigin ?? origin}${path}?${params}>; rel="${rel}"`
  const following = new URLSearchParams(query)
  if (next !== null) following.set('after', next)
  const links = [link(query, 'self'), ...(next === null ? [] : [link(following, 'next')])]
  return { status: 200, body, headers: { link: links } }
}
