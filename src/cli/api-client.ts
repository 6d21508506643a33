import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { parseJson } from '../platform/parse-json.ts'
import { readData } from './read-data.ts'
import type { Terminal } from './terminal.ts'

/** An object of the API, as it came. */
export type ApiObject = Record<string, unknown>

/** The API of a running server. */
export type ApiClient = {
  get(path: string): Promise<ApiObject>
  /** Every object of a list, page after page. */
  list(path: string, query?: Readonly<Record<string, string>>): Promise<ApiObject[]>
  /** `patience`: for how many ms an answer is waited for, where it may take longer than usual. */
  post(path: string, body: ApiObject, patience?: number): Promise<ApiObject>
  put(path: string, body: ApiObject): Promise<ApiObject>
  patch(path: string, body: ApiObject): Promise<ApiObject>
  delete(path: string): Promise<ApiObject>
  /** Sends a file as it is. */
  upload(path: string, content: Blob): Promise<ApiObject>
  /** The objects of a stream of server-sent events, until it ends; when `signal` is aborted it throws. */
  follow(path: string, signal?: AbortSignal): AsyncIterable<ApiObject>
}

const AnyObject = z.record(z.string(), z.unknown())
const ErrorBody = z.object({ message: z.string() })
const List = z.object({ data: AnyObject.array(), list_metadata: z.object({ after: z.string().nullable() }) })

const patienceMs = 30_000
const uploadMs = 600_000

/**
 * Opens the API at `MUSTER_URL` with the key of `MUSTER_API_KEY`; on this machine, with the one that a server with an
 * embedded database keeps in its data directory.
 */
export async function openApiClient(terminal: Terminal, dataDir: string): Promise<ApiClient> {
  const url = serverUrl(terminal)
  const key = await apiKey(terminal, url, join(resolve(terminal.folder, dataDir), 'api-key'))
  const call = (method: string, path: string, body?: ApiObject) => send({ url, key, method, path, body })
  return {
    get: (path) => call('GET', path),
    post: (path, body, patience) => send({ url, key, method: 'POST', path, body, patience }),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body) => call('PATCH', path, body),
    delete: (path) => call('DELETE', path),
    upload: (path, content) => send({ url, key, method: 'PUT', path, body: content }),
    follow: (path, signal) => followStream({ url, key, method: 'GET', path, body: undefined }, signal),
    async list(path, query = {}) {
      const objects: ApiObject[] = []
      const search = new URLSearchParams({ limit: '100', order: 'asc', ...query })
      for (;;) {
        const page = List.parse(await call('GET', `${path}?${search}`))
        objects.push(...page.data)
        if (page.list_metadata.after === null) return objects
        search.set('after', page.list_metadata.after)
      }
    },
  }
}

/** The same, opened by the first call: for what may need no server. */
export function openWhenCalled(terminal: Terminal, dataDir: string): ApiClient {
  let opened: Promise<ApiClient> | undefined
  const open = () => {
    opened ??= openApiClient(terminal, dataDir)
    return opened
  }
  return {
    get: async (path) => (await open()).get(path),
    list: async (path, query) => (await open()).list(path, query),
    post: async (path, body, patience) => (await open()).post(path, body, patience),
    put: async (path, body) => (await open()).put(path, body),
    patch: async (path, body) => (await open()).patch(path, body),
    delete: async (path) => (await open()).delete(path),
    upload: async (path, content) => (await open()).upload(path, content),
    async *follow(path, signal) {
      yield* (await open()).follow(path, signal)
    },
  }
}

function serverUrl({ environment }: Terminal): URL {
  const text = environment.MUSTER_URL || 'http://127.0.0.1:4000'
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol)) return url
  const problems = `  MUSTER_URL must be an http(s) URL like http://127.0.0.1:4000, not "${text}"`
  throw new AppError('invalid_configuration', { problems })
}

async function apiKey({ environment }: Terminal, url: URL, keyFile: string): Promise<string> {
  if (environment.MUSTER_API_KEY) return environment.MUSTER_API_KEY
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  const kept = isLocal ? (await readFile(keyFile, 'utf8').catch(() => '')).trim() : ''
  if (kept) return kept
  throw new AppError('api_key_missing', { url: url.origin, keyFile })
}

type Call = {
  readonly url: URL
  readonly key: string
  readonly method: string
  readonly path: string
  readonly body: ApiObject | Blob | undefined
  readonly patience?: number | undefined
}

async function send(call: Call): Promise<ApiObject> {
  const { url } = call
  const answer = await request(
    call,
    AbortSignal.timeout(call.body instanceof Blob ? uploadMs : (call.patience ?? patienceMs)),
  )
  const text = await answer.text().catch((error: unknown) => {
    throw unreachable(url, error)
  })
  const json = text === '' ? {} : (parseJson(text) ?? null)
  if (!answer.ok) throw refusal(answer.status, json)
  const object = AnyObject.safeParse(json)
  if (!object.success) throw new AppError('not_a_muster_server', { url: url.origin })
  return object.data
}

async function* followStream(call: Call, signal: AbortSignal | null = null): AsyncGenerator<ApiObject> {
  const answer = await request(call, signal)
  if (!answer.ok || !answer.body) throw refusal(answer.status, parseJson(await answer.text()) ?? null)
  for await (const data of readData(answer.body)) yield AnyObject.parse(JSON.parse(data))
}

async function request({ url, key, method, path, body }: Call, signal: AbortSignal | null): Promise<Response> {
  const isFile = body instanceof Blob
  const headers = {
    authorization: `Bearer ${key}`,
    'user-agent': 'muster-cli',
    ...(body && { 'content-type': isFile ? 'text/csv' : 'application/json' }),
  }
  const target = new URL(url.pathname.replace(/\/$/, '') + path, url)
  return fetch(target, { method, headers, body: isFile ? body : body && JSON.stringify(body), signal }).catch(
    (error: unknown) => {
      throw unreachable(url, error)
    },
  )
}

function unreachable(url: URL, error: unknown): AppError {
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError'
  const data = { url: url.origin, seconds: patienceMs / 1000 }
  return new AppError(isTimeout ? 'server_too_slow' : 'server_unreachable', data, { cause: error })
}

function refusal(status: number, json: unknown): AppError {
  const body = ErrorBody.safeParse(json)
  const detail = body.success ? body.data.message : `The server answered with status ${status}.`
  if (status !== 401) return new AppError('api_call_refused', { detail, status })
  return new AppError('api_call_refused', {
    detail: `${detail} What was sent is in MUSTER_API_KEY or the data directory.`,
  })
}
