/**
 * What can go wrong at a source, and what the engine does about it:
 * `credentials_refused` (the directory is quarantined at once), `permission_missing` (the run fails, the text names what is
 * missing), `rate_limited` and `unreachable` (the run pauses, and goes on from its page), `unreadable` (what came back is not
 * what the vendor documents: the page is tried again, then the run fails), `cursor_expired` (a full run follows),
 * `settings_invalid`, `listing_incomplete` (the source broke off or contradicts itself: nobody is removed).
 */
export type SourceErrorCode =
  | 'credentials_refused'
  | 'permission_missing'
  | 'rate_limited'
  | 'unreachable'
  | 'unreadable'
  | 'cursor_expired'
  | 'settings_invalid'
  | 'listing_incomplete'

/** An error of a source. The message is for the administrator: what happened, and what to do. Never a secret in it. */
export class SourceError extends Error {
  readonly code: SourceErrorCode
  /** When the source takes requests again, where it said so. */
  readonly retryAt: Date | null
  /** The vendor's id of the refused request, for its support. */
  readonly requestId: string | null

  constructor(
    code: SourceErrorCode,
    message: string,
    {
      retryAt = null,
      requestId = null,
      cause,
    }: { retryAt?: Date | null; requestId?: string | null; cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.name = 'SourceError'
    this.code = code
    this.retryAt = retryAt
    this.requestId = requestId
  }
}
