import { type FilterRules, parseFilter } from './filter-expression.ts'
import { type ApiCall, withLinks } from './listing.ts'
import type { LogEntry } from './records.ts'
import { type OktaReply, refusals } from './reply.ts'
import { showLogEntry } from './show.ts'
import type { OktaSwitches } from './switches.ts'

const filterRules: FilterRules = {
  isCaseExact: true,
  allows: (path, operator) => path === 'eventType' && ['eq', 'sw'].includes(operator),
}

/**
 * `GET /api/v1/logs`. Without `until` and ascending it is polled (Okta's "System Log query"): the order is that in which entries
 * were written, and there is always a `next` link, also behind an empty page.
 */
export function answerLog(call: ApiCall, entries: readonly LogEntry[], switches: OktaSwitches): OktaReply {
  const { query } = call
  const limit = Number(query.get('limit') ?? 100)
  if (!Number.isInteger(limit) || limit < 0 || limit > 1000) return refusals.badValue('limit')
  const after = query.get('after')
  const isOutlived = after !== null && switches.fault === 'expired_cursor'
  const start = after === null ? 0 : Number(after.split('_')[1])
  if (Number.isNaN(start) || isOutlived) return refusals.badValue('after')
  const filter = query.get('filter')
  const test = filter === null ? () => true : parseFilter(filter, filterRules)
  const since = Date.parse(query.get('since') ?? '') || 0
  const matches = ({ eventType, published }: LogEntry) => Date.parse(published) > since && test({ eventType })
  const { found, end } = scan(entries, { start, limit, matches })
  const isPolling = query.get('until') === null && query.get('sortOrder') !== 'DESCENDING'
  const next = isPolling || end < entries.length ? `${Date.parse(entries[end - 1]?.published ?? '') || 0}_${end}` : null
  return withLinks(call, switches, { body: found.map(showLogEntry), next })
}

type Scan = { readonly start: number; readonly limit: number; readonly matches: (entry: LogEntry) => boolean }

function scan(entries: readonly LogEntry[], { start, limit, matches }: Scan) {
  const found: LogEntry[] = []
  let end = start
  for (; end < entries.length && found.length < limit; end++) {
    const entry = entries[end]
    if (entry && matches(entry)) found.push(entry)
  }
  return { found, end }
}
