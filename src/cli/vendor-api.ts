import { z } from 'zod'
import { AppError } from '../errors.ts'
import { parseJson } from '../platform/parse-json.ts'
import { TryAgain, type Wait, withPatience } from './with-patience.ts'

/** The API of the product from which is imported; it is only read. */
export type VendorApi = {
  get<S extends z.ZodType>(
    path: string,
    query: Readonly<Record<string, string | number>>,
    schema: S,
  ): Promise<z.output<S>>
}

/** Where the product is and what proves who asks. */
export type VendorAccess = {
  readonly url: URL
  /** The value of the `Authorization` header. */
  readonly authorization: string
  readonly wait?: Wait
}

const patienceMs = 60_000
const Refusal = z.union([
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
])

/**
 * Opens the API of another product. What passes is tried again: 429 and 503 when `Retry-After` says so (RFC 9110 section
 * 10.2.3), errors of the server and lost connections after a while. The key goes nowhere but to this address.
 */
export function openVendorApi({ url, authorization, wait }: VendorAccess): VendorApi {
  return {
    get(path, query, schema) {
      const target = new URL(url.pathname.replace(/\/$/, '') + path, url)
      for (const [name, value] of Object.entries(query)) target.searchParams.set(name, String(value))
      return withPatience(async () => read(await ask(target, authorization), schema, target), wait)
    },
  }
}

async function ask(target: URL, authorization: string): Promise<Response> {
  try {
    const headers = { authorization, accept: 'application/json', 'user-agent': 'muster-cli' }
    return await fetch(target, { headers, redirect: 'error', signal: AbortSignal.timeout(patienceMs) })
  } catch (error) {
    throw new TryAgain(new AppError('import_source_unreachable', { url: target.origin }, { cause: error }), null)
  }
}

async function read<S extends z.ZodType>(answer: Response, schema: S, target: URL): Promise<z.output<S>> {
  const text = await answer.text().catch((error: unknown) => {
    throw new TryAgain(new AppError('import_source_unreachable', { url: target.origin }, { cause: error }), null)
  })
  const json = parseJson(text) ?? null
  if (!answer.ok) throw refusal(answer, json, target)
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const detail = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  throw new AppError('import_source_unreadable', { url: `${target.origin}${target.pathname}`, detail })
}

function refusal({ status, headers }: Response, json: unknown, target: URL): Error {
  const told = Refusal.safeParse(json)
  const url = `${target.origin}${target.pathname}`
  const error = new AppError('import_source_refused', { url, status, detail: told.data ?? 'no reason' })
  return status === 429 || status >= 500 ? new TryAgain(error, retryAfter(headers)) : error
}

/** Seconds, or a date, which is measured by the clock of the server that gave it. */
function retryAfter(headers: Headers): number | null {
  const text = headers.get('retry-after')
  if (text === null) return null
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const until = Date.parse(text) - Date.parse(headers.get('date') ?? '')
  return Number.isFinite(until) ? Math.max(until, 0) : null
}
