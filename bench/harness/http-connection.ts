import { connect, type Socket } from 'node:net'

export interface HttpRequest {
  readonly method: string
  /** Below the server's base address, with its query: `/Users?filter=…`. */
  readonly path: string
  readonly body?: string
}

export interface HttpAnswer {
  readonly status: number
  readonly body: string
}

// A server that hangs must fail the run, not stop it.
const ANSWER_TIMEOUT_MS = 60_000

/**
 * One kept-alive HTTP/1.1 connection that carries one request at a time.
 *
 * Written on the bare socket because the load shares its cores with the servers: node:http takes 76 µs of CPU for a
 * request and answer of 1 KB, undici's dispatch 32 µs, this 19 µs (2 vCPU, Node 24). It reads what API servers send,
 * a `content-length` or a chunked body, and fails loudly on anything else.
 */
export class HttpConnection {
  readonly #socket: Socket
  readonly #head: string
  readonly #basePath: string
  #received: Buffer | undefined
  #settle: { resolve: (answer: HttpAnswer) => void; reject: (error: Error) => void } | undefined

  private constructor(socket: Socket, baseUrl: URL, token: string) {
    this.#socket = socket
    this.#basePath = baseUrl.pathname.replace(/\/$/, '')
    this.#head = `Host: ${baseUrl.host}\r\nAuthorization: Bearer ${token}\r\nAccept: application/scim+json\r\n`
    socket.setNoDelay(true)
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => this.#fail(new Error(`no answer in ${ANSWER_TIMEOUT_MS / 1000} s`)))
    socket.on('data', (part) => this.#receive(part))
    socket.on('error', (error) => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('the server closed the connection')))
  }

  static async open(baseUrl: string, token: string): Promise<HttpConnection> {
    const url = new URL(baseUrl)
    const socket = connect(Number(url.port || 80), url.hostname)
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    return new HttpConnection(socket, url, token)
  }

  send({ method, path, body }: HttpRequest): Promise<HttpAnswer> {
    const content =
      body === undefined
        ? '\r\n'
        : `Content-Type: application/scim+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
      this.#socket.write(`${method} ${this.#basePath}${path} HTTP/1.1\r\n${this.#head}${content}`)
    })
  }

  close(): void {
    this.#settle = undefined
    this.#socket.destroy()
  }

  #receive(part: Buffer): void {
    const received = this.#received ? Buffer.concat([this.#received, part]) : part
    this.#received = received
    try {
      const answer = readAnswer(received)
      if (!answer) return
      this.#received = undefined
      const settle = this.#settle
      this.#settle = undefined
      settle?.resolve(answer)
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #fail(error: Error): void {
    this.#settle?.reject(error)
    this.#settle = undefined
    this.#socket.destroy()
  }
}

/** Reads a whole answer from the start of `received`, or undefined while a part of it is still to come. */
function readAnswer(received: Buffer): HttpAnswer | undefined {
  const endOfHead = received.indexOf('\r\n\r\n')
  if (endOfHead < 0) return undefined
  const head = received.toString('latin1', 0, endOfHead)
  const status = Number(head.slice(9, 12))
  const start = endOfHead + 4
  if (status === 204 || status === 304) return { status, body: '' }

  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined) {
    const end = start + Number(length)
    return received.length < end ? undefined : { status, body: received.toString('utf8', start, end) }
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) throw new Error('an answer with no length')
  const body = readChunks(received, start)
  return body === undefined ? undefined : { status, body }
}

function readChunks(received: Buffer, start: number): string | undefined {
  const chunks: Buffer[] = []
  for (let at = start; ; ) {
    const endOfSize = received.indexOf('\r\n', at)
    if (endOfSize < 0) return undefined
    const size = Number.parseInt(received.toString('latin1', at, endOfSize), 16)
    const end = endOfSize + 2 + size
    if (received.length < end + 2) return undefined
    if (size === 0) return Buffer.concat(chunks).toString('utf8')
    chunks.push(received.subarray(endOfSize + 2, end))
    at = end + 2
  }
}
