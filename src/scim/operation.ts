import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import { type JsonText, parseJsonText } from './json-text.ts'

/**
 * One operation on users or groups, whoever carries it: a request of its own, a part of a Bulk request, or a request of
 * SCIM 1.1 put into the words of 2.0.
 */
export type ScimOperation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** The parameters of the URL; of a search (RFC 7644 section 3.4.3) those of its body. */
  readonly query: Readonly<Record<string, unknown>>
  readonly body: Json | undefined
  /** What was sent, where `body` is a translation of it. */
  readonly received?: Json | undefined
  /** The headers of RFC 7644 section 3.14, as they were sent. */
  readonly ifMatch?: string | undefined
  readonly ifNoneMatch?: string | undefined
}

/** What an operation is answered with. Errors are thrown: a `ScimError` or an `AppError`. */
export type ScimAnswer = {
  readonly status: 200 | 201 | 204 | 304
  /** What was only passed on is written out already. */
  readonly body: JsonObject | JsonText | null
  /** The URL of the one resource that the answer shows. */
  readonly location?: string
  /** The version of the one resource that the answer is about: its `ETag`. */
  readonly version?: number
}

/** The body of an answer as an object, for those who translate it. */
export function bodyObject({ body }: ScimAnswer): JsonObject | null {
  return isJsonObject(body) ? body : body && parseJsonText(body)
}

/** The answer that has no body. */
export function nothing(status: 204 | 304, version?: number): ScimAnswer {
  return version === undefined ? { status, body: null } : { status, body: null, version }
}
