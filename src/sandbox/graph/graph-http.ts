import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isJsonObject, type Json } from '../../model/json.ts'
import type { GraphAnswer, GraphRequest } from './graph-answer.ts'

/** Reads a request; `text` is its body as it came, for forms. */
export async function readRequest(incoming: IncomingMessage): Promise<{ request: GraphRequest; text: string }> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  const { method = 'GET', url = '/', headers } = incoming
  const parsed: Json = /json/.test(headers['content-type'] ?? '') && text !== '' ? JSON.parse(text) : {}
  const request = {
    method,
    url: new URL(url, `http://${headers.host}`),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: isJsonObject(parsed) ? parsed : {},
  }
  return { request, text }
}

/** Writes an answer with the headers that Graph's have. `isCut`: the connection breaks in the middle of the body. */
export function sendAnswer(response: ServerResponse, answer: GraphAnswer, { isCut = false } = {}): void {
  const id = randomUUID()
  const text = bodyText(answer, id)
  response.writeHead(answer.status, {
    'content-type':
      typeof answer.body === 'string'
        ? 'text/plain'
        : 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'request-id': id,
    'client-request-id': id,
    'odata-version': '4.0',
    ...answer.headers,
  })
  if (!isCut) return void response.end(text)
  response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy())
}

function bodyText({ body }: GraphAnswer, id: string): string {
  if (body === undefined) return ''
  if (typeof body === 'string') return body
  if (!isJsonObject(body.error)) return JSON.stringify(body)
  const innerError = { 'request-id': id, 'client-request-id': id }
  return JSON.stringify({ error: { ...body.error, innerError } })
}
