import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { AppError } from '../errors.ts'
import { scimErrorBody } from '../scim/errors.ts'
import { toBody } from './http-errors.ts'

/** What Node makes of bytes that are no request, and what it kept of them. */
type ConnectionError = Error & { readonly code?: string; readonly rawPacket?: unknown }

/**
 * Answers what Node could not read as a request, which no route ever sees. Whose it was is known from its first line, if
 * that is still there: of those who send so much that it is not, most are SCIM clients with a long filter.
 */
export function answerUnreadable(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (socket.writable) socket.write(answerTo(error))
  socket.destroy(error)
}

function answerTo(error: ConnectionError): string {
  const refusal = refusalOf(error)
  const { status, message } = refusal
  const isScim = isForScim(error.rawPacket)
  const body = JSON.stringify(
    isScim ? scimErrorBody({ status, detail: message, scimType: undefined }) : toBody(refusal),
  )
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${isScim ? 'application/scim+json' : 'application/json'}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}

function refusalOf({ code }: ConnectionError): AppError {
  if (code === 'HPE_HEADER_OVERFLOW') return new AppError('header_too_large')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new AppError('request_timeout')
  const detail = 'This is not a valid HTTP request: its method, its headers or its Content-Length are malformed.'
  return new AppError('invalid_request', { detail })
}

function isForScim(rawPacket: unknown): boolean {
  const start = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1', 0, 200) : ''
  const path = /^[A-Z]+ (?:https?:\/\/[^/\s]+)?(\/\S*)/i.exec(start)?.[1]
  return path === undefined || path.startsWith('/scim/')
}
