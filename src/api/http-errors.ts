import { AppError, type ErrorCode } from '../errors.ts'
import type { JsonObject } from '../model/json.ts'
import { RequestInvalid } from './validation.ts'

/** An error as it is answered: WorkOS's `{ message, code, errors? }`. */
export type ErrorAnswer = {
  readonly status: number
  readonly body: JsonObject
  /** Whole seconds after which it is worth trying again (RFC 9110 section 10.2.3), where that is known. */
  readonly retryAfter?: number
}

/** Where WorkOS has a code of its own for what we raise. */
const workosCodes: Partial<Record<ErrorCode, string>> = {
  not_found: 'entity_not_found',
  directory_not_found: 'entity_not_found',
}

/**
 * Turns whatever was thrown into an answer that tells the caller what to do and nothing of the server's inside. Gives
 * null for what nobody foresaw, which is to be logged. `mostBytes`: what a body of this route may have.
 */
export function toErrorAnswer(error: unknown, mostBytes: number = bodyLimit): ErrorAnswer | null {
  if (error instanceof RequestInvalid) return { status: 422, body: validationBody(error) }
  const known = error instanceof AppError ? error : fromFastify(error, mostBytes)
  if (!known || !isForCallers(known)) return null
  const { seconds } = known.data
  const isPassing = (known.status === 429 || known.status === 503) && typeof seconds === 'number'
  return { status: known.status, body: toBody(known), ...(isPassing && { retryAfter: seconds }) }
}

/** The body of an error with a code. */
export function toBody(error: AppError): JsonObject {
  const code = workosCodes[error.code] ?? error.code
  const { id, oldestEvent } = error.data
  if (error.code === 'not_found') return { message: error.message, code, entity_id: id }
  if (error.code === 'cursor_expired') return { message: error.message, code, oldest_event_id: oldestEvent }
  return { message: error.message, code }
}

function validationBody(error: RequestInvalid): JsonObject {
  const errors = error.errors.map(({ code, field, message }) => ({ code, field, message }))
  return { message: error.message, code: 'invalid_request_parameters', errors }
}

/** Errors of status 500 are about the operator's machine (the configuration, the data directory), not for callers. */
function isForCallers(error: AppError): boolean {
  return error.status !== 500
}

/** What Fastify itself refuses: bodies that it cannot read, URLs that it cannot decode. */
function fromFastify(error: unknown, limit: number): AppError | null {
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new AppError('body_too_large', { limit })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new AppError('unsupported_media_type')
  if (code?.startsWith('FST_') && statusCode !== undefined && statusCode < 500) {
    return new AppError('invalid_request', { detail: message ?? 'The request cannot be read.' })
  }
  return null
}

/** The most that a body of the API may have, in bytes. */
export const bodyLimit = 1_048_576
