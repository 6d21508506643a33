/** What the server said of an error. */
export type ErrorDetails = {
  readonly message: string
  readonly code: string
  readonly status: number
  readonly requestId: string | null
}

/** Every error of the API, and of the way to it. `code` is for programs and does not change; the message may. */
export class MusterError extends Error {
  override readonly name: string = 'MusterError'
  readonly code: string
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number
  /** What the server's log calls the request. */
  readonly requestId: string | null

  constructor({ message, code, status, requestId }: ErrorDetails, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
    this.status = status
    this.requestId = requestId
  }
}

/** There was no answer: the server could not be reached, or took too long. */
export class ConnectionError extends MusterError {
  override readonly name: string = 'ConnectionError'

  constructor(message: string, cause: unknown) {
    super({ message, code: 'no_answer', status: 0, requestId: null }, { cause })
  }
}

/** 401: no valid API key. */
export class UnauthorizedError extends MusterError {
  override readonly name: string = 'UnauthorizedError'
}

/** 403: the key may not do this. */
export class ForbiddenError extends MusterError {
  override readonly name: string = 'ForbiddenError'
  /** The permission that the key lacks; null when that is not the reason. */
  readonly permission: string | null

  constructor(details: ErrorDetails, permission: string | null) {
    super(details)
    this.permission = permission
  }
}

/** 404: there is no such object for this key. */
export class NotFoundError extends MusterError {
  override readonly name: string = 'NotFoundError'
  readonly entityId: string | null

  constructor(details: ErrorDetails, entityId: string | null) {
    super(details)
    this.entityId = entityId
  }
}

/** One thing that is wrong with a request. */
export type FieldProblem = { readonly code: string; readonly field: string; readonly message: string }

/** 422: the query or the body is not what the route takes. */
export class ValidationError extends MusterError {
  override readonly name: string = 'ValidationError'
  /** Everything that is wrong with it. */
  readonly fields: readonly FieldProblem[]

  constructor(details: ErrorDetails, fields: readonly FieldProblem[]) {
    super(details)
    this.fields = fields
  }
}

/** 429: too many requests. */
export class RateLimitedError extends MusterError {
  override readonly name: string = 'RateLimitedError'
  /** After how many seconds it is worth trying again; null when the server did not say. */
  readonly retryAfter: number | null

  constructor(details: ErrorDetails, retryAfter: number | null) {
    super(details)
    this.retryAfter = retryAfter
  }
}

/** 410: the event to go on after is past the retention. Read the present state, then go on from there. */
export class CursorExpiredError extends MusterError {
  override readonly name: string = 'CursorExpiredError'
  /** The oldest event that is kept. */
  readonly oldestEventId: string | null

  constructor(details: ErrorDetails, oldestEventId: string | null) {
    super(details)
    this.oldestEventId = oldestEventId
  }
}

/** A webhook that does not come from the server, or is too old. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError'
}
