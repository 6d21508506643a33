import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Agent, request } from 'undici'
import { createGuardedConnector, type GuardOptions } from '../../platform/outbound/guarded-connector.ts'
import type { Exchange, RawAnswer } from './vendor-http.ts'

/** Calls over connections that stay open, to public addresses only. Redirects are answers like others. */
export type HttpTransport = { readonly exchange: Exchange; close(): Promise<void> }

export type HttpTransportOptions = Omit<GuardOptions, 'connectTimeoutMs'> & {
  /** For the whole of a call. */
  readonly timeoutMs: number
  /** Of the body, unpacked. */
  readonly maxAnswerBytes: number
  readonly userAgent: string
}

/** A body that is larger than it may be. */
export class AnswerTooLarge extends Error {
  constructor(maxBytes: number) {
    super(`The answer is larger than ${Math.floor(maxBytes / 1024)} KB`)
    this.name = 'AnswerTooLarge'
  }
}

const connectTimeoutMs = 10_000
const unpack = promisify(gunzip)

/** Opens a transport. What an answer breaks off in throws, so that no half of it is taken for the whole. */
export function createHttpTransport(options: HttpTransportOptions): HttpTransport {
  const { timeoutMs, maxAnswerBytes, userAgent } = options
  const dispatcher = new Agent({
    connect: createGuardedConnector({ ...options, connectTimeoutMs }),
    keepAliveTimeout: 20_000,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })
  return {
    async exchange(call) {
      const { statusCode, headers, body } = await request(call.url, {
        dispatcher,
        method: call.method as 'GET',
        headers: { 'accept-encoding': 'gzip', 'user-agent': userAgent, ...call.headers },
        ...(call.body !== undefined && { body: call.body }),
        signal: AbortSignal.any([call.signal, AbortSignal.timeout(timeoutMs)]),
      })
      const flat = flatten(headers)
      const bytes = await collect(body, maxAnswerBytes)
      return { status: statusCode, headers: flat, text: await decode(bytes, flat['content-encoding'], maxAnswerBytes) }
    },
    // Who closes has given up what is still on its way.
    close: () => dispatcher.destroy(),
  }
}

async function collect(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > maxBytes) throw new AnswerTooLarge(maxBytes)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

async function decode(bytes: Buffer, encoding: string | undefined, maxBytes: number): Promise<string> {
  if (encoding === undefined || encoding === 'identity' || bytes.length === 0) return toText(bytes)
  if (encoding !== 'gzip') throw new Error(`The answer is packed as ${encoding.slice(0, 40)}, which was not asked for`)
  try {
    return toText(await unpack(bytes, { maxOutputLength: maxBytes }))
  } catch (error) {
    const isTooLarge = error instanceof RangeError
    throw isTooLarge ? new AnswerTooLarge(maxBytes) : error
  }
}

/** A byte order mark is no part of the text (RFC 8259 section 8.1). */
function toText(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

/** RFC 9110 section 5.3: several lines of a header are one, joined by commas. */
function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): RawAnswer['headers'] {
  const flat: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(headers)) flat[name] = Array.isArray(value) ? value.join(', ') : value
  return flat
}
