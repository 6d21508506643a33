import type { Json } from './json.ts'

/** One SCIM request as the request log keeps it. What it holds of bodies is without passwords and bounded. */
export type ScimRequestRecord = {
  /** Null when the request had no valid token: whose the directory is, is then found out off the request's way. */
  readonly organizationId: string | null
  readonly directoryId: string
  /** The id that the answer's `x-request-id` has, and the causes of events. A client may have chosen it, and not be the only one. */
  readonly requestId: string
  readonly tokenId: string | null
  /** When it was received. */
  readonly at: Date
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly status: number
  readonly durationMs: number
  readonly dialect: string | null
  /** The names of the tolerances that it needed. */
  readonly tolerances: readonly string[]
  /** The user or group that it named or made. */
  readonly resourceId: string | null
  readonly userAgent: string | null
  readonly remoteAddress: string | null
  readonly requestBody: Json | null
  /** Of errors and Bulk, as text. */
  readonly responseBody: string | null
  /** Whether a body was too long to be kept whole. */
  readonly isCut: boolean
}

/** A record as it is stored. */
export type StoredScimRequest = Omit<ScimRequestRecord, 'organizationId'> & {
  /** `scim_request_` + ULID. Its time is that of the writing, seconds after the request at most. */
  readonly id: string
  readonly organizationId: string
  /** How many requests of the directory before this one were not kept, because there were too many. */
  readonly droppedBefore: number
}
