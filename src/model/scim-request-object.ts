import { z } from 'zod'
import type { Json, JsonObject } from './json.ts'
import type { StoredScimRequest } from './scim-request.ts'

/** A SCIM request as lists of the API show it: all but the bodies. */
export function toScimRequestObject(request: StoredScimRequest): JsonObject {
  return {
    object: 'scim_request',
    id: request.id,
    directory_id: request.directoryId,
    organization_id: request.organizationId,
    request_id: request.requestId,
    received_at: request.at.toISOString(),
    method: request.method,
    path: request.path,
    status: request.status,
    duration_ms: request.durationMs,
    dialect: request.dialect,
    tolerances: [...request.tolerances],
    error: request.status >= 400 ? toError(request.responseBody) : null,
    token_id: request.tokenId,
    resource_id: request.resourceId,
    user_agent: request.userAgent,
    remote_address: request.remoteAddress,
    dropped_before: request.droppedBefore,
  }
}

/** A SCIM request with its bodies. */
export function toWholeScimRequestObject(request: StoredScimRequest): JsonObject {
  return {
    ...toScimRequestObject(request),
    request_body: request.requestBody,
    response_body: request.responseBody === null ? null : parseIfWhole(request.responseBody),
    truncated: request.isCut,
  }
}

// The error bodies of SCIM 2.0 (RFC 7644 section 3.12) and 1.1 (SCIM Protocol 1.1, section 3.9).
const Scim2Error = z.object({ scimType: z.string().optional(), detail: z.string() })
const Scim1Error = z.object({ Errors: z.array(z.object({ description: z.string() })).min(1) })

function toError(body: string | null): JsonObject {
  const value = body === null ? null : parseIfWhole(body)
  const error = Scim2Error.safeParse(value)
  if (error.success) return { scim_type: error.data.scimType ?? null, detail: error.data.detail }
  const older = Scim1Error.safeParse(value)
  return { scim_type: null, detail: older.data?.Errors[0]?.description ?? null }
}

/** What was cut is no JSON any more: then the text itself. */
function parseIfWhole(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
