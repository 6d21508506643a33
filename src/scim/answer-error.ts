import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorCode } from '../errors.ts'
import type { Logger } from '../platform/log.ts'
import { ScimError, type ScimType } from './errors.ts'
import { bodyLimits } from './json-body.ts'
import { sendScimError } from './reply.ts'

const scimTypes: Partial<Record<ErrorCode, ScimType>> = {
  user_name_taken: 'uniqueness',
  group_name_taken: 'uniqueness',
  invalid_json: 'invalidSyntax',
}

/** Turns whatever was thrown into an error of RFC 7644 section 3.12. What nobody foresaw is logged and says nothing of itself. */
export function answerError(
  error: unknown,
  request: FastifyRequest,
  { reply, log }: { reply: FastifyReply; log: Logger },
): FastifyReply {
  const scimError = toScimError(error, request)
  if (scimError.status === 401) reply.header('www-authenticate', 'Bearer realm="SCIM"')
  if (error instanceof AppError && error.data.seconds !== undefined)
    reply.header('retry-after', String(error.data.seconds))
  if (scimError.status >= 500) log.error({ err: error, requestId: request.id }, 'A SCIM request failed')
  return sendScimError(reply, scimError)
}

/**
 * Answers what Fastify refuses before it knows the route, such as `/Users/%zz`. For the option `frameworkErrors` of the
 * server that the SCIM routes are part of.
 */
export function answerFrameworkError(error: FastifyError, reply: FastifyReply): FastifyReply {
  return sendScimError(reply, fromFastify(error))
}

/** What was thrown on purpose, as an error of SCIM; null for what nobody foresaw. */
export function knownScimError(error: unknown): ScimError | null {
  if (error instanceof ScimError) return error
  return error instanceof AppError ? new ScimError(error.status, error.message, scimTypes[error.code]) : null
}

function toScimError(error: unknown, request: FastifyRequest): ScimError {
  const known = knownScimError(error)
  if (known) return known
  if (isFastifyError(error) && (error.statusCode ?? 500) < 500) {
    return fromFastify(error, request.routeOptions.bodyLimit)
  }
  return unforeseenError(request.id)
}

/** What an answer says of a failure that nobody foresaw: nothing but how to find it in the server's log. */
export function unforeseenError(requestId: string): ScimError {
  return new ScimError(
    500,
    `The server failed. Nothing is known to be wrong with the request; try again, and if it fails again give the operator this id: ${requestId}`,
  )
}

function fromFastify(error: FastifyError, bodyLimit: number = bodyLimits.bytes): ScimError {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new ScimError(
      413,
      `The body is larger than ${bodyLimit} bytes. Send less at once, for example fewer members.`,
    )
  }
  const status = error.statusCode ?? 400
  return new ScimError(status, error.message, status === 400 ? 'invalidSyntax' : undefined)
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('FST_')
}
