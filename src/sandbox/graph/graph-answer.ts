import type { JsonObject } from '../../model/json.ts'

/** A request as the stand-in reads it. Names of headers are in lower case. */
export type GraphRequest = {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: JsonObject
}

/** An answer: a text is sent as `text/plain`. */
export type GraphAnswer = {
  readonly status: number
  readonly body?: JsonObject | string
  readonly headers?: Readonly<Record<string, string>>
}

/** An error in Graph's shape; `innerError` gets the ids of the request when it is sent. */
export function graphError(status: number, code: string, message: string): GraphAnswer {
  return { status, body: { error: { code, message, innerError: {} } } }
}

/** What Graph says of an id that it does not know. */
export function notFound(id: string): GraphAnswer {
  return graphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  )
}

/** What Graph says when the application has no permission for what it asks. */
export const denied = graphError(
  403,
  'Authorization_RequestDenied',
  'Insufficient privileges to complete the operation.',
)
