import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JsonObject } from '../model/json.ts'

/** What a fake server answers: a status, a body, headers. */
export type FakeAnswer = {
  readonly status?: number
  readonly body: JsonObject
  readonly headers?: Readonly<Record<string, string>>
}

/** A fake of another product's API, on a port of its own. */
export type FakeVendor = AsyncDisposable & {
  readonly url: string
  /** The paths with queries that were asked for and answered with what they ask for. */
  readonly asked: readonly string[]
}

/** What befalls the request with this number, from 1: an answer, `hang up`, or nothing. */
export type Trouble = (request: number) => FakeAnswer | 'hang up' | null

type Fake = {
  readonly authorization: string
  readonly trouble?: Trouble
  /** Null: there is nothing there. */
  answer(url: URL): FakeAnswer | null
}

/** Starts a fake: it wants the right `Authorization`, and answers GETs. */
export async function startFakeVendor({ authorization, trouble, answer }: Fake): Promise<FakeVendor> {
  const asked: string[] = []
  let requests = 0
  const server = createServer((request, response) => {
    requests += 1
    const befallen = trouble?.(requests) ?? null
    if (befallen === 'hang up') return request.socket.destroy()
    if (befallen) return send(response, befallen)
    if (request.headers.authorization !== authorization) return send(response, refusals.unauthorized)
    const url = new URL(request.url ?? '/', 'http://fake')
    const found = request.method === 'GET' ? answer(url) : null
    if (found) asked.push(`${url.pathname}${url.search}`)
    send(response, found ?? refusals.notFound)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

const refusals = {
  unauthorized: { status: 401, body: { message: 'Unauthorized' } },
  notFound: { status: 404, body: { message: 'Not Found' } },
}

function send(response: ServerResponse<IncomingMessage>, { status = 200, body, headers = {} }: FakeAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
