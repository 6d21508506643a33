import { setTimeout as wait } from 'node:timers/promises'
import type { Json } from '../model/json.ts'

/** One request of the demo, as a provider or an operator would send it. */
export type JsonRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Json
}

/** The status and the parsed body; null where there is none. By the request's id the server knows it again. */
export type JsonAnswer = { readonly status: number; readonly body: Json; readonly requestId?: string | null }

/** Sends a request. Refusals by the server (4xx) are answers; an unreachable or failing server is tried again. */
export type SendJson = (request: JsonRequest) => Promise<JsonAnswer>

/**
 * Talks to the server like a patient client: after a failed connection, a 429 or a 5xx it waits 0.5 s, then twice as
 * long each time up to 30 s, for ever, until `signal` stops it.
 */
export function createSendJson(options: {
  readonly signal: AbortSignal
  readonly onRetry: (reason: string, waitMs: number) => void
  readonly firstWaitMs?: number
}): SendJson {
  return async (request) => {
    for (let waitMs = options.firstWaitMs ?? 500; ; waitMs = Math.min(waitMs * 2, 30_000)) {
      const outcome = await attempt(request, options.signal)
      if (typeof outcome !== 'string') return outcome
      options.onRetry(outcome, waitMs)
      await wait(waitMs, undefined, { signal: options.signal })
    }
  }
}

/** The answer, or in words why it is worth trying again. */
async function attempt(request: JsonRequest, signal: AbortSignal): Promise<JsonAnswer | string> {
  try {
    const body = request.body === undefined ? undefined : JSON.stringify(request.body)
    const timeout = AbortSignal.timeout(60_000)
    const { method, headers } = request
    const response = await fetch(request.url, { method, headers, body, signal: AbortSignal.any([signal, timeout]) })
    const text = await response.text()
    if (response.status === 429 || response.status >= 500) return `the server answered ${response.status}`
    const requestId = response.headers.get('x-request-id')
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as Json), requestId }
  } catch (error) {
    signal.throwIfAborted()
    return `no answer (${error instanceof Error ? error.message : String(error)})`
  }
}

/** Fails with a readable text unless the server said one of `statuses`. */
export function expectStatus(answer: JsonAnswer, request: string, ...statuses: number[]): JsonAnswer {
  if (statuses.includes(answer.status)) return answer
  throw new UnexpectedAnswer(`${request} was answered ${answer.status}: ${JSON.stringify(answer.body)}`, answer.status)
}

/** The server refused something that the demo believed to be right. */
export class UnexpectedAnswer extends Error {
  readonly status: number

  constructor(message: string, status: number) {
    super(message)
    this.name = 'UnexpectedAnswer'
    this.status = status
  }
}
