import { z } from 'zod'
import { describeFailure } from '../../platform/outbound/describe-failure.ts'
import { AddressRefused } from '../../platform/outbound/guarded-lookup.ts'
import { parseJson } from '../../platform/parse-json.ts'
import { SourceError } from '../source-error.ts'
import { AnswerTooLarge } from './http-transport.ts'
import { redact } from './redact.ts'
import { type Asked, requestIdOf } from './refusal.ts'
import type { RawAnswer, VendorRequest } from './vendor-http.ts'

/** The URL of a request: below the first origin, or one that the vendor gave, which is followed to its own origins only. */
export function urlOf(request: Pick<VendorRequest<unknown>, 'path' | 'query'>, api: Origins): URL {
  const [first] = api.origins
  const url = first === undefined ? null : URL.parse(request.path, first)
  if (url === null) throw new SourceError('settings_invalid', `The address of ${api.vendor} is not a URL: correct it.`)
  if (!api.origins.includes(url.origin)) throw strayLink(url, api)
  for (const [name, value] of Object.entries(request.query ?? {}))
    if (value !== undefined) url.searchParams.set(name, String(value))
  return url
}

type Origins = { readonly vendor: string; readonly origins: readonly string[] }

/** A link to another host would carry the token there. */
function strayLink(url: URL, { vendor, origins }: Origins): SourceError {
  const hosts = origins.map((origin) => URL.parse(origin)?.host ?? origin).join(' or ')
  return new SourceError(
    'unreadable',
    `${vendor} gave a link to ${url.host}, which is not followed: only ${hosts} is called. If ${vendor} also answers under that name, enter that address in the settings.`,
  )
}

/** What the body of a success must be. */
export function readBody<T>({ answer, value }: Parsed, schema: z.ZodType<T>, asked: Asked): T {
  const requestId = requestIdOf(answer)
  const what = `${asked.vendor}'s answer to ${asked.method} ${asked.url.pathname}`
  if (value === undefined) throw brokenBody(what, requestId)
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue && issue.path.length > 0 ? ` at ${z.core.toDotPath(issue.path)}` : ''
  const text = `${what} is not what ${asked.vendor} documents${where}: ${redact(issue?.message ?? '')}. Report this as a bug, with the request id.`
  throw new SourceError('unreadable', text, { requestId })
}

function brokenBody(what: string, requestId: string | null): SourceError {
  const text = `${what} is not whole or not JSON. Check that nothing between this server and the source changes answers, and try again.`
  return new SourceError('unreadable', text, { requestId })
}

/** The value of a success, null for an empty one; undefined for half of a body, which passes for whole where its length was not told. */
export function parseBody({ text }: RawAnswer): unknown {
  return text === '' ? null : parseJson(text)
}

type Parsed = { readonly answer: RawAnswer; readonly value: unknown }

/** Whether a call failed in a way that another one would. */
export function isFinal(error: unknown): boolean {
  return error instanceof AnswerTooLarge || error instanceof AddressRefused
}

/** An error of the network as the administrator reads it. */
export function toUnreachable(error: unknown, { vendor, method, url }: Asked): SourceError {
  const what = `${vendor} was not reached for ${method} ${url.pathname}.`
  if (error instanceof AnswerTooLarge) {
    return new SourceError('unreadable', `${what} ${error.message}. Check the address in the settings.`, {
      cause: error,
    })
  }
  if (error instanceof AddressRefused) {
    const advice = 'Correct the address in the settings; MUSTER_ALLOW_PRIVATE_NETWORKS=true opens private networks.'
    return new SourceError('settings_invalid', `${what} ${error.message} ${advice}`, { cause: error })
  }
  const isLate =
    error instanceof Error && (error.name === 'TimeoutError' || /^UND_ERR_(HEADERS|BODY)_/.test(codeOf(error)))
  const why = isLate ? `${url.host} did not answer in time.` : redact(describeFailure(error, url.host))
  return new SourceError('unreachable', `${what} ${why} It is tried again.`, { cause: error })
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}
