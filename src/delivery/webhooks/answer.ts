import type { Outcome } from '../destination-kind.ts'
import { longestWait } from '../retry-steps.ts'

/** The headers of an answer, as undici gives them. */
export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>

/** An answer as it came: its head, and the first of its body. */
export type Answer = { readonly status: number; readonly headers: AnswerHeaders; readonly body: Buffer | null }

/** How much of a body is kept, in bytes. */
export const keptBodyBytes = 4096
const keptHeaderBytes = 4096

// The connection's own affairs, and what is a secret of the receiver.
const droppedHeaders = new Set(['connection', 'keep-alive', 'transfer-encoding', 'set-cookie'])

/** What an answer means: any 2xx is an acknowledgement, everything else says why it is none and what to do. */
export function toOutcome({ status, headers, body }: Answer, at: Date): Outcome {
  const isDelivered = status >= 200 && status < 300
  const retryAfterMs = isDelivered ? undefined : readRetryAfter(status, headers['retry-after'], at)
  return {
    isDelivered,
    status,
    error: isDelivered ? null : describeRefusal(status, headers),
    responseHeaders: keepHeaders(headers),
    responseBody: body?.toString('utf8') ?? null,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}

function describeRefusal(status: number, { location }: AnswerHeaders): string {
  const said = `The endpoint answered ${status}.`
  if (status >= 300 && status < 400) {
    const where = typeof location === 'string' ? ` to ${location.slice(0, 200)}` : ''
    return `The endpoint redirects${where} (${status}). Redirects are not followed: set the URL to where it leads.`
  }
  if (status === 400 || status === 401 || status === 403) {
    return `${said} Check that the receiver verifies with the secret of this endpoint.`
  }
  if (status === 404 || status === 405) return `${said} Check the path of the URL.`
  if (status === 413) return `${said} Lower the batch size of this endpoint.`
  if (status === 429 || status === 503) return `${said} It is sent again later.`
  return `${said} See the log of the receiver.`
}

/** RFC 9110 section 10.2.3: seconds, or a date. A day is waited at the most. */
function readRetryAfter(status: number, value: AnswerHeaders[string], at: Date): number | undefined {
  if ((status !== 429 && status !== 503) || typeof value !== 'string') return undefined
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - at.getTime()
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), longestWait)
}

function keepHeaders(headers: AnswerHeaders): Record<string, string> {
  const kept: Record<string, string> = {}
  let room = keptHeaderBytes
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || droppedHeaders.has(name)) continue
    const text = typeof value === 'string' ? value : value.join(', ')
    room -= name.length + text.length
    if (room < 0) break
    kept[name] = text
  }
  return kept
}
