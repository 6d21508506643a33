import { isJsonObject, type Json } from '../../model/json.ts'

const secretName = /password|token|secret/i
const longestPath = 4096

/**
 * A path as the request log keeps it: where its query speaks of passwords or tokens, a filter on them or a token that was
 * put into the URL (RFC 6750 section 2.3), the names of its parameters stay and their values go.
 */
export function redactPath(path: string): string {
  const cut = path.length > longestPath ? path.slice(0, longestPath) : path
  const start = cut.indexOf('?')
  // What is escaped may say it too, so an escaped letter counts as saying it.
  if (start < 0 || !(secretName.test(cut) || /%[4-7][\da-f]/i.test(cut.slice(start)))) return cut
  const query = new URLSearchParams(cut.slice(start))
  if (![...query].some(([name, value]) => secretName.test(name) || secretName.test(value))) return cut
  return `${cut.slice(0, start)}?${[...query.keys()].map((name) => `${encodeURIComponent(name)}=[redacted]`).join('&')}`
}

/** The body of a search (RFC 7644 section 3.4.3) as the request log keeps it: without a filter on a secret. */
export function redactSearch(body: Json): Json {
  const isSecret = isJsonObject(body) && typeof body.filter === 'string' && secretName.test(body.filter)
  return isSecret ? { ...body, filter: '[redacted]' } : body
}

/** An error answer as the request log keeps it: without the piece of the body that JSON.parse quotes, which may be any. */
export function redactAnswer(text: string): string {
  return text.replace(/, (\.\.\.)?\\".*is not valid JSON/s, ' at a place that the log does not keep')
}
