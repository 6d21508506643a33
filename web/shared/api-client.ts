import type { Operations } from './api-types.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type PathsOf<M extends Method> = keyof Operations extends infer Name
  ? Name extends `${M} ${infer Path}`
    ? Path
    : never
  : never
type Of<M extends Method, P extends string> = `${M} ${P}` extends keyof Operations ? Operations[`${M} ${P}`] : never

/** What a query may be given; nothing is sent of what is undefined, null or empty. */
export type QueryValue = string | number | boolean | readonly string[] | null | undefined

type Given<Part> = [keyof Part] extends [never] ? { path?: undefined } : { path: Part }

/** What a call of an operation is given: its path parameters where it has any, its query and body. */
export type CallOf<M extends Method, P extends string> = (string extends keyof Of<M, P>['path']
  ? { readonly path?: undefined }
  : Given<Of<M, P>['path']>) & {
  readonly query?: { readonly [Name in keyof Of<M, P>['query']]?: QueryValue }
  readonly body?: Of<M, P>['body']
  readonly signal?: AbortSignal
}

type Arguments<Call> = object extends Call ? [call?: Call] : [call: Call]

/** What the server answered instead of what was asked for. */
export class ApiError extends Error {
  readonly status: number
  /** Stable, in the words of docs/reference/api.md; `unreachable` when there was no answer. */
  readonly code: string
  readonly requestId: string | null
  /** What is wrong with single fields, by their paths. */
  readonly fields: Readonly<Record<string, string>>

  constructor(message: string, given: Pick<ApiError, 'status' | 'code' | 'requestId' | 'fields'>) {
    super(message)
    this.status = given.status
    this.code = given.code
    this.requestId = given.requestId
    this.fields = given.fields
  }
}

/** Where the server keeps the addresses of this app, with a slash at the end. */
export const baseUrl = new URL(document.baseURI)

/** The API, typed by its OpenAPI document. */
export type ApiClient = {
  readonly base: URL
  get<P extends PathsOf<'GET'>>(path: P, ...args: Arguments<CallOf<'GET', P>>): Promise<Of<'GET', P>['answer']>
  post<P extends PathsOf<'POST'>>(path: P, ...args: Arguments<CallOf<'POST', P>>): Promise<Of<'POST', P>['answer']>
  put<P extends PathsOf<'PUT'>>(path: P, ...args: Arguments<CallOf<'PUT', P>>): Promise<Of<'PUT', P>['answer']>
  patch<P extends PathsOf<'PATCH'>>(path: P, ...args: Arguments<CallOf<'PATCH', P>>): Promise<Of<'PATCH', P>['answer']>
  delete<P extends PathsOf<'DELETE'>>(
    path: P,
    ...args: Arguments<CallOf<'DELETE', P>>
  ): Promise<Of<'DELETE', P>['answer']>
  /** The address of a path with its query, for links and streams. */
  address(path: string, query?: Readonly<Record<string, QueryValue>>): string
  /** Asks for what is not part of the public API, such as the session or the demo. */
  send<Answer>(method: Method, path: string, call?: Call): Promise<Answer>
}

export type Call = {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, QueryValue>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

export type ApiClientOptions = {
  /** Below the server's base: `dashboard/api/` or `setup/api/`. */
  readonly prefix: string
  /** Called when a call was refused because there is no session any more. */
  readonly onSignedOut?: () => void
}

/** Makes a client of the API below a prefix; the session is a cookie, which the browser sends. */
export function createApiClient({ prefix, onSignedOut }: ApiClientOptions): ApiClient {
  const base = new URL(prefix, baseUrl)
  const address = (path: string, query: Readonly<Record<string, QueryValue>> = {}) =>
    `${base.href.replace(/\/$/, '')}${path}${toQuery(query)}`

  async function send<Answer>(method: Method, path: string, call: Call = {}): Promise<Answer> {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(call.path?.[name] ?? ''))
    const response = await fetch(address(filled, call.query), {
      method,
      headers: { 'x-muster-request': '1', ...(call.body !== undefined && { 'content-type': 'application/json' }) },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
      ...(call.signal && { signal: call.signal }),
    }).catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      throw unreachable()
    })
    if (response.ok) return (response.status === 204 ? null : await answerOf(response)) as Answer
    if (response.status === 401) onSignedOut?.()
    throw await toApiError(response)
  }

  const by = (method: Method) => (path: string, call?: Call) => send<never>(method, path, call)
  const methods = { get: by('GET'), post: by('POST'), put: by('PUT'), patch: by('PATCH'), delete: by('DELETE') }
  return { base, address, send, ...methods } as unknown as ApiClient
}

async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text()
  return text === '' ? null : JSON.parse(text)
}

function toQuery(query: Readonly<Record<string, QueryValue>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    if (value === undefined || value === null || value === '') return []
    return [[name, typeof value === 'object' ? value.join(',') : String(value)] as [string, string]]
  })
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

async function toApiError(response: Response): Promise<ApiError> {
  const body = await response.json().catch(() => ({}))
  return new ApiError(typeof body.message === 'string' ? body.message : response.statusText, {
    status: response.status,
    code: typeof body.code === 'string' ? body.code : `http_${response.status}`,
    requestId: response.headers.get('x-request-id'),
    fields: fieldsOf(body.errors),
  })
}

/** The API tells of fields as `{ field, message }`; see src/api/http-errors.ts. */
function fieldsOf(errors: unknown): Record<string, string> {
  if (!Array.isArray(errors)) return {}
  return Object.fromEntries(
    errors.flatMap((error: unknown) => {
      if (typeof error !== 'object' || error === null || !('field' in error) || !('message' in error)) return []
      return [[String(error.field), String(error.message)]]
    }),
  )
}

function unreachable(): ApiError {
  return new ApiError('The server cannot be reached. Check the connection, then try again.', {
    status: 0,
    code: 'unreachable',
    requestId: null,
    fields: {},
  })
}
