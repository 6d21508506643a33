import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Json } from '../../model/json.ts'
import type { ScimRequestRecord } from '../../model/scim-request.ts'
import { dialectFor } from '../tolerances.ts'
import { redactAnswer, redactBody, redacted, redactPath } from './redact.ts'
import { keptLength, shortenJson } from './shorten-json.ts'

const directoryInPath = /^\/scim\/v\d+\/([\w-]{1,100})/
const longestHeader = 512

/** What the request log keeps of a request that was answered `now`. Null when its path names no directory. */
export function requestRecord(request: FastifyRequest, reply: FastifyReply, now: Date): ScimRequestRecord | null {
  const { scimSession: session, url, headers } = request
  const directoryId = session?.directory.id ?? directoryInPath.exec(url)?.[1]
  if (directoryId === undefined) return null
  const path = redactPath(url, session?.resourceTypes)
  const { hidesFilter, ...asked } = keptBody(request)
  // An error may quote the filter that it refuses.
  const mayQuoteSecret = hidesFilter || (path !== url && path.endsWith(redacted))
  const answered = keptAnswer(mayQuoteSecret ? null : request.scimAnswerBody)
  return {
    organizationId: session?.directory.organizationId ?? null,
    directoryId,
    requestId: request.id,
    tokenId: session?.tokenId ?? null,
    at: new Date(now.getTime() - reply.elapsedTime),
    method: request.method,
    path,
    status: reply.statusCode,
    durationMs: Math.round(reply.elapsedTime * 100) / 100,
    dialect: session ? dialectFor(session.directory.type).name : null,
    tolerances: request.scimReading ? [...request.scimReading.fired] : [],
    resourceId: resourceIdOf(request, reply),
    userAgent: headers['user-agent']?.slice(0, longestHeader) ?? null,
    remoteAddress: request.ip,
    requestBody: asked.value,
    responseBody: answered.value,
    isCut: asked.isCut || answered.isCut,
  }
}

type Kept = { readonly value: Json; readonly isCut: boolean; readonly hidesFilter: boolean }

function keptBody(request: FastifyRequest): Kept {
  const body = (request.body ?? null) as Json
  if (body === null) return { value: null, isCut: false, hidesFilter: false }
  const { value, hidesFilter } = redactBody(body, request.scimSession?.resourceTypes ?? null)
  // Most bodies are small, and need not be looked at again.
  const isSmall = Number(request.headers['content-length']) <= keptLength
  return { ...(isSmall ? { value, isCut: false } : shortenJson(value, keptLength)), hidesFilter }
}

function keptAnswer(body: string | Buffer | null): { readonly value: string | null; readonly isCut: boolean } {
  if (body === null) return { value: null, isCut: false }
  const text = redactAnswer(String(body))
  // Half a character at the cut is no text that PostgreSQL takes, and neither is a null character.
  return { value: text.slice(0, keptLength).toWellFormed().replaceAll('\0', ''), isCut: text.length > keptLength }
}

function resourceIdOf({ params }: FastifyRequest, reply: FastifyReply): string | null {
  const { id } = params as { readonly id?: string }
  if (id !== undefined) return id.slice(0, 128)
  const location = reply.getHeader('location')
  return typeof location === 'string' ? location.slice(location.lastIndexOf('/') + 1) : null
}
