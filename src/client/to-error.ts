import {
  CursorExpiredError,
  type ErrorDetails,
  type FieldProblem,
  ForbiddenError,
  MusterError,
  NotFoundError,
  RateLimitedError,
  UnauthorizedError,
  ValidationError,
} from './errors.ts'

/** What an answer that is an error has besides its body. */
export type AnswerParts = {
  readonly status: number
  readonly requestId: string | null
  readonly retryAfter: number | null
}

/** Makes the error of an answer, whoever gave it: a proxy on the way speaks no JSON. */
export function toError(text: string, { status, requestId, retryAfter }: AnswerParts): MusterError {
  const body = parseBody(text)
  const message = textOf(body.message) ?? `The server answered ${status}.`
  const details: ErrorDetails = { message, code: textOf(body.code) ?? `http_${status}`, status, requestId }
  if (details.code === 'cursor_expired') return new CursorExpiredError(details, textOf(body.oldest_event_id))
  if (status === 401) return new UnauthorizedError(details)
  if (status === 403) return new ForbiddenError(details, permissionOf(details))
  if (status === 404) return new NotFoundError(details, textOf(body.entity_id))
  if (status === 422) return new ValidationError(details, fieldsOf(body.errors))
  if (status === 429) return new RateLimitedError(details, retryAfter)
  return new MusterError(details)
}

type Body = Readonly<Record<string, unknown>>

function parseBody(text: string): Body {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

/** The message of a refusal names the permission: `lacks the permission "events:read"`. */
function permissionOf({ message }: ErrorDetails): string | null {
  return /lacks the permission "([^"]+)"/.exec(message)?.[1] ?? null
}

function fieldsOf(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).map(({ code, field, message }) => ({
    code: textOf(code) ?? '',
    field: textOf(field) ?? '',
    message: textOf(message) ?? '',
  }))
}

function isRecord(value: unknown): value is Body {
  return typeof value === 'object' && value !== null
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
