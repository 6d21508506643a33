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

function toScimError(error: unknown, request: FastifyRequest): ScimError {
  if (error instanceof ScimError) return error
  if (error instanceof AppError) return new ScimError(error.status, error.message, scimTypes[error.code])
  if (isFastifyError(error) && (error.statusCode ?? 500) < 500) {
    return fromFastify(error, request.routeOptions.bodyLimit)
  }
  const detail = `The server failed. Nothing is known to be wrong with the request; try again, and if it fails again give the operator this id: ${request.id}`
  return new ScimError(500, detail)
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
