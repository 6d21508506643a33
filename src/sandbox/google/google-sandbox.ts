import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { answerDirectory } from './directory-api.ts'
import { applyFieldMask } from './field-mask.ts'
import { type GoogleAnswer, googleError, googlePage } from './google-answer.ts'
import { createChannels } from './push-channels.ts'
import { createServiceAccount, type ServiceAccount } from './token-endpoint.ts'
import { createWorkspace, type Workspace } from './workspace.ts'

/** What can go wrong; each lasts until another is set. `rate_limit` and `server_error` hit the next two requests of each kind. */
export type GoogleFault =
  | 'rate_limit'
  | 'server_error'
  | 'truncated_body'
  | 'connection_reset'
  | 'empty_page'
  | 'revoked_scope'
  | 'expired_token'
  | 'wrong_credentials'

/** A Google Workspace that runs here: the Directory API with its paging, errors and push channels. */
export type GoogleSandbox = {
  readonly url: string
  readonly workspace: Workspace
  readonly keyFile: ServiceAccount['keyFile']
  /** The requests so far, newest last: method and path with its query. */
  readonly requests: readonly string[]
  setFault(fault: GoogleFault | null): void
  /** Answers what `answer` gives something for in another way. */
  answerBy(answer: (method: string, asked: URL) => GoogleAnswer | null): void
  close(): Promise<void>
}

/** A call that was answered, and the users of whom the answer tells. */
export type GoogleCall = {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly userIds: readonly string[]
  readonly durationMs: number
}

export type GoogleSandboxOptions = {
  readonly now: () => Date
  readonly onAnswer?: ((call: GoogleCall) => void) | undefined
  readonly largestPage?: number
  /** How long an answer takes, in milliseconds. */
  readonly latencyMs?: number
  readonly port?: number
}

/** Starts an empty workspace on 127.0.0.1. */
export async function startGoogleSandbox({
  now,
  largestPage = 500,
  latencyMs = 0,
  port = 0,
  onAnswer,
}: GoogleSandboxOptions): Promise<GoogleSandbox> {
  const workspace = createWorkspace(now)
  const channels = createChannels(workspace, now)
  const requests: string[] = []
  let answerOf: (method: string, asked: URL) => GoogleAnswer | null = () => null
  const faults: Faults = { fault: null, left: 0 }
  const server = createServer((request, response) => {
    const begun = performance.now()
    Promise.all([handle(request), latencyMs > 0 && wait(latencyMs)]).then(
      ([answer]) => {
        onAnswer?.(toCall(request, answer, performance.now() - begun))
        send(response, answer, faults)
      },
      () => response.destroy(),
    )
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const account = createServiceAccount(`${url}/token`, now)

  async function handle(request: IncomingMessage): Promise<GoogleAnswer> {
    const { method = 'GET' } = request
    const asked = new URL(request.url ?? '/', url)
    requests.push(`${method} ${asked.pathname}${asked.search}`)
    const body = await text(request)
    if (asked.pathname === '/token') return giveToken(new URLSearchParams(body))
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    if (!account.isGood(token)) return googleError(401, 'authError', 'Invalid Credentials')
    const path = asked.pathname.replace(/^\/admin\/directory\/v1/, '')
    const instead = passingFault(faults) ?? answerOf(method, asked)
    if (instead) return instead
    if (faults.fault === 'revoked_scope' && path === '/users')
      return googlePage('users', { name: 'users', items: [] }, null)
    if (method === 'POST') return channels.answer(path, { query: asked.searchParams, body })
    const answer = answerDirectory(workspace, { path, query: asked.searchParams }, { largestPage, now })
    return mask(hole(answer, asked, faults), asked.searchParams.get('fields'))
  }

  async function giveToken(form: URLSearchParams): Promise<GoogleAnswer> {
    if (faults.fault !== 'wrong_credentials') return account.giveToken(form)
    return {
      status: 401,
      body: {
        error: 'unauthorized_client',
        error_description: 'Client is unauthorized to retrieve access tokens using this method.',
      },
    }
  }

  return {
    url,
    workspace,
    keyFile: account.keyFile,
    requests,
    setFault(fault) {
      Object.assign(faults, { fault, left: 2 })
      if (fault === 'expired_token' || fault === 'wrong_credentials') account.revokeTokens()
    },
    answerBy(answer) {
      answerOf = answer
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function toCall(
  { method = 'GET', url = '/' }: IncomingMessage,
  { status, body }: GoogleAnswer,
  durationMs: number,
): GoogleCall {
  const { id, users = [] } = (body ?? {}) as {
    readonly id?: string
    readonly users?: readonly { readonly id: string }[]
  }
  const userIds = id === undefined ? users.map((user) => user.id) : [id]
  return { method, path: url, status, userIds, durationMs }
}

type Faults = { fault: GoogleFault | null; left: number }

/** Faults that pass: Google's throttling comes as 403, with the reason in the body and no header that says how long. */
function passingFault(faults: Faults): GoogleAnswer | null {
  if ((faults.fault !== 'rate_limit' && faults.fault !== 'server_error') || faults.left === 0) return null
  faults.left -= 1
  return faults.fault === 'rate_limit'
    ? googleError(403, 'userRateLimitExceeded', 'Quota exceeded for quota metric')
    : googleError(503, 'backendError', 'Service unavailable. Please try again')
}

/** A first page without records that says that more follow: the token leads to the same page again. */
function hole(answer: GoogleAnswer, asked: URL, faults: Faults): GoogleAnswer {
  if (faults.fault !== 'empty_page' || asked.searchParams.has('pageToken') || !asked.pathname.endsWith('/users'))
    return answer
  const start = Buffer.from(`\n${Date.now()}`).toString('base64url')
  return answer.status === 200 ? googlePage('users', { name: 'users', items: [] }, start) : answer
}

function mask({ status, body }: GoogleAnswer, fields: string | null): GoogleAnswer {
  return status === 200 ? { status, body: applyFieldMask(body, fields) as object } : { status, body }
}

function send(response: ServerResponse, { status, body }: GoogleAnswer, { fault }: Faults): void {
  if (fault === 'connection_reset') return void response.destroy()
  const whole = body === null ? '' : JSON.stringify(body)
  const content = gzipSync(whole)
  response.writeHead(status, {
    'content-type': 'application/json; charset=UTF-8',
    'content-encoding': 'gzip',
    'x-request-id': randomUUID(),
    ...(fault === 'truncated_body' ? { 'content-length': content.length } : {}),
  })
  if (fault !== 'truncated_body' || status !== 200) return void response.end(content)
  response.write(content.subarray(0, content.length / 2), () => response.destroy())
}
