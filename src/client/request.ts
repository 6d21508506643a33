import { ConnectionError, MusterError } from './errors.ts'
import { backoff, pause } from './pause.ts'
import { toError } from './to-error.ts'

export type ClientOptions = {
  /** Where the server is: `https://muster.example`. */
  readonly baseUrl: string
  readonly apiKey: string
  /** How long one try may take, in milliseconds. Default: 30 s. */
  readonly timeoutMs?: number
  /** How often a request is tried again that failed in passing. Default: 3. */
  readonly retries?: number
  /** Another `fetch` than the runtime's. */
  readonly fetch?: typeof globalThis.fetch
}

/** What a single call may be told. */
export type CallOptions = {
  readonly signal?: AbortSignal
  /** Of a POST: by which its repetition is known. One is made where none is given, so that every POST can be retried. */
  readonly idempotencyKey?: string
}

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>

/** A request of the API. */
export type Call = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly query?: Query
  readonly body?: object
  readonly options?: CallOptions
}

/** Speaks to the server. */
export type Api = {
  /** The JSON of the answer, undefined for none; tries again what failed in passing. */
  send<T>(call: Call): Promise<T>
  /** The answer itself, once; its errors are thrown, its body is left to the caller. */
  open(call: Call, headers?: Readonly<Record<string, string>>): Promise<Response>
}

const longestPause = 5_000
const longestRetryAfter = 60

/** Makes what all resources send their requests with. */
export function createApi(options: ClientOptions): Api {
  const { retries = 3 } = options

  async function send<T>(call: Call): Promise<T> {
    // The same key with every try, so that it is done once.
    const headers: Record<string, string> = call.method === 'POST' ? { 'idempotency-key': keyOf(call) } : {}
    const read = (answer: Response) => answer.text()
    for (let tries = 0; tries < retries; tries += 1) {
      const outcome = await sendOnce(options, call, { headers, read }).then(toDone, toFailed)
      if ('text' in outcome) return parse<T>(outcome.text)
      if (!isPassing(outcome.error)) throw outcome.error
      await pause(waitFor(outcome.error, tries), call.options?.signal)
    }
    return parse<T>(await sendOnce(options, call, { headers, read }))
  }

  const asIs = async (answer: Response) => answer
  return { send, open: (call, headers = {}) => sendOnce(options, call, { headers, read: asIs }) }
}

const toDone = (text: string) => ({ text })
const toFailed = (error: unknown) => ({ error })

function parse<T>(text: string): T {
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** True for what may be gone when it is tried again: no answer, too many requests, a server that stops or starts. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof MusterError)) return false
  return error.status === 0 || error.status === 408 || error.status === 429 || error.status >= 500
}

/** How long the server asked to wait, or as long as it grows with every try. */
export function waitFor(error: unknown, tries: number): number {
  const asked = error instanceof MusterError && 'retryAfter' in error ? Number(error.retryAfter ?? 0) : 0
  return asked > 0 ? Math.min(asked, longestRetryAfter) * 1_000 : backoff(tries, longestPause)
}

type Try<T> = {
  readonly headers: Readonly<Record<string, string>>
  /** What is done with the answer while the time runs. */
  read(answer: Response): Promise<T>
}

async function sendOnce<T>(options: ClientOptions, call: Call, { headers, read }: Try<T>): Promise<T> {
  const { apiKey, baseUrl, timeoutMs = 30_000, fetch = globalThis.fetch } = options
  const { signal } = call.options ?? {}
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new Error(`No answer after ${timeoutMs} ms`)), timeoutMs)
  const both = signal ? AbortSignal.any([signal, late.signal]) : late.signal
  try {
    const request = { ...toRequest(call, { authorization: `Bearer ${apiKey}`, ...headers }), signal: both }
    const answer = await fetch(`${baseUrl.replace(/\/+$/, '')}${call.path}${toQuery(call.query)}`, request)
    if (answer.ok) return await read(answer)
    throw toError(await answer.text(), {
      status: answer.status,
      requestId: answer.headers.get('x-request-id'),
      retryAfter: secondsOf(answer.headers.get('retry-after')),
    })
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    throw error instanceof MusterError ? error : noAnswer(options, error)
  } finally {
    clearTimeout(timer)
  }
}

function toRequest({ method, body }: Call, headers: Readonly<Record<string, string>>): RequestInit {
  const about = { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) }
  // A key is never sent on to where a redirect leads.
  return { method, headers: { ...about, ...headers }, body: body ? JSON.stringify(body) : null, redirect: 'error' }
}

function noAnswer({ baseUrl }: ClientOptions, cause: unknown): ConnectionError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new ConnectionError(`No answer from ${baseUrl}: ${why}`, cause)
}

function keyOf({ options }: Call): string {
  return options?.idempotencyKey ?? crypto.randomUUID()
}

function secondsOf(header: string | null): number | null {
  return header !== null && /^\d+$/.test(header) ? Number(header) : null
}

function toQuery(query: Query = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined) continue
    parameters.set(name, Array.isArray(value) ? value.join(',') : String(value))
  }
  const text = parameters.toString()
  return text && `?${text}`
}
