import type { Platform } from '../../platform/platform.ts'
import type { RateBudget } from '../rate-budget.ts'
import type { Wait } from '../wait.ts'
import type { Circuit } from './circuit.ts'
import { type CredentialCall, createCredentialCall } from './credential-call.ts'
import { isSuccess, judgeAnswer, judgeFailure } from './judge-outcome.ts'
import type { Asked } from './refusal.ts'
import { inOurTime, saidWait } from './retry-policy.ts'
import { readBody, urlOf } from './vendor-call.ts'
import type { Exchange, HttpCall, RawAnswer, VendorApi, VendorHttp, VendorRequest } from './vendor-http.ts'

/** What requests are sent with. */
export type SenderParts = {
  readonly api: VendorApi
  readonly platform: Platform
  readonly budget: RateBudget
  readonly wait: Wait
  readonly exchange: Exchange
  readonly circuit: Circuit
  readonly longestWaitMs: number
  readonly random: () => number
}

/** Makes `send`: one request, tried as often as it may be. */
export function createSender(parts: SenderParts): VendorHttp['send'] {
  const { api, platform, circuit, wait } = parts
  const judging = { ...parts, log: platform.log }
  const callWithCredential = createCredentialCall(api.authorize, parts.exchange)
  return async (request) => {
    const { method = 'GET', isRead = false, signal } = request
    signal.throwIfAborted()
    const asked = { vendor: api.vendor, method, url: urlOf(request, api), secrets: [] }
    for (let number = 1; ; number++) {
      circuit.check()
      const isSafe = isRead || method === 'GET'
      const outcome = await callInBudget(request, asked, { ...parts, call: callWithCredential })
      const attempt = { number, isSafe, now: platform.clock.now(), random: parts.random() }
      const sending = { request, asked, attempt }
      const step =
        'answer' in outcome
          ? judgeAnswer(outcome.answer, sending, judging)
          : judgeFailure(outcome.error, sending, judging)
      if ('waitMs' in step) {
        await wait(step.waitMs, signal)
        continue
      }
      const { status, headers } = step.answer
      return { status, headers, body: isSuccess(status) ? readBody(step, request.schema, asked) : null }
    }
  }
}

type Outcome = { readonly answer: RawAnswer } | { readonly error: unknown }

async function callInBudget(
  request: VendorRequest<unknown>,
  asked: Asked,
  { api, budget, platform, call }: SenderParts & { readonly call: CredentialCall },
): Promise<Outcome> {
  const { bucket, limit } = api.bucketOf(asked.method, asked.url)
  const made = toCall(request, asked, api)
  const leave = await budget.enter(bucket, limit, request.signal)
  const outcome = await call(made, (value) => asked.secrets.push(value)).then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  )
  leave()
  if (!('answer' in outcome)) return outcome
  const { answer } = outcome
  const now = platform.clock.now()
  const rate = api.readRate(answer)
  const seen = rate === null ? null : inOurTime(rate, answer, now)
  if (seen !== null) await budget.report(bucket, seen)
  const said = answer.status === 429 ? saidWait(answer, rate, now) : null
  if (said !== null) await budget.report(bucket, { blockedUntil: new Date(now.getTime() + said) })
  return outcome
}

function toCall(request: VendorRequest<unknown>, asked: Asked, { headers }: VendorApi): HttpCall {
  const { body, signal } = request
  return {
    method: asked.method,
    url: asked.url,
    headers: {
      accept: 'application/json',
      ...lowerCased(headers),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...lowerCased(request.headers),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal,
  }
}

function lowerCased(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
