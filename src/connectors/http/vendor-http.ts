import type { z } from 'zod'
import type { RateLimit, RateReport } from '../rate-budget.ts'
import type { SourceError } from '../source-error.ts'

/** What a vendor's API is like, from which `createVendorHttp` makes the way to it. */
export type VendorApi = {
  /** The vendor's name in messages: `Okta`. */
  readonly vendor: string
  /** The only origins that are ever called, such as `https://acme.okta.com`: paging links to others are refused. */
  readonly origins: readonly string[]
  /** Gives the headers that carry the credential; asked anew, once, after a 401. */
  readonly authorize: TokenSource
  /** Which budget a request draws on, and how fast it may go before the vendor says anything. */
  bucketOf(method: string, url: URL): { readonly bucket: string; readonly limit: RateLimit }
  /** What the headers of an answer tell of the limits; null for nothing. */
  readRate(answer: RawAnswer): RateReport | null
  /** What a refusal means, where it is not what its status says (Google's 403 may be throttling); null: the usual. */
  refusal?(answer: RawAnswer): SourceError | null
  /** Headers of every request, such as `Accept`. */
  readonly headers?: Readonly<Record<string, string>>
}

/** Headers for a request: `authorization` and, with DPoP, `dpop`, in lower case. Made by `tokens/`. */
export type TokenSource = {
  headersFor(
    request: { readonly method: string; readonly url: URL },
    options: TokenOptions,
  ): Promise<Record<string, string>>
}
export type TokenOptions = {
  /** The `authorization` that was just refused with 401: another one is wanted, if there is one. */
  readonly refused: string | null
  /** The last `DPoP-Nonce` of the request's origin. */
  readonly nonce?: string
  /** Carries requests to the place where tokens are given out. */
  readonly exchange: Exchange
  readonly signal: AbortSignal
}

/** One HTTP call, without tries: throws what the network throws, and says of no status what it means. */
export type Exchange = (call: HttpCall) => Promise<RawAnswer>
export type HttpCall = {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
}

/** An answer as it came. Names of headers are in lower case. */
export type RawAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly text: string
}

/** A request of a vendor's API: `path` is below the first origin, or a whole URL that the vendor gave (a paging link). */
export type VendorRequest<T> = {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Of a POST that changes nothing, such as a batch of reads: it may be sent again after any failure. */
  readonly isRead?: boolean
  /** What the body of a success must be; what is more is dropped. What does not fit is `unreadable`. */
  readonly schema: z.ZodType<T>
  /** Statuses besides 2xx that are answers, not refusals: the schema is not applied, `body` is null, and nothing is tried again. */
  readonly accept?: readonly number[]
  readonly signal: AbortSignal
}

export type VendorAnswer<T> = Omit<RawAnswer, 'text'> & { readonly body: T | null }

/**
 * The way to a vendor's API. One call asks the budget, carries the credential, tries again what may be (429 and 503 after what the
 * vendor said, else with full jitter; 5xx and broken connections of requests that change nothing), refreshes the token once
 * after a 401, refuses after repeated 401 and 403 without asking (a circuit), and throws `SourceError` for all the rest.
 * Waits longer than `longestWaitMs` are thrown as `rate_limited` with `retryAt`.
 */
export type VendorHttp = {
  send<T>(request: VendorRequest<T>): Promise<VendorAnswer<T>>
  /** Follows pages: asks `next` with each answer for the next request, null at the end. A page that came before is refused (loop guard). */
  pages<T>(first: VendorRequest<T>, next: (answer: VendorAnswer<T>) => string | null): AsyncGenerator<PageOf<T>, void>
  close(): Promise<void>
}

/** A page with the link to the one after it: a whole URL, null at the end. */
export type PageOf<T> = { readonly body: T; readonly next: string | null; readonly headers: RawAnswer['headers'] }
