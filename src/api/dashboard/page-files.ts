import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A file of the page as it is served. */
export type PageFile = { readonly type: string; readonly etag: string; readonly content: Buffer }

const folder = new URL('../../../web/first-page/', import.meta.url)

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** What a page may load and do: its own files and data, nothing inline, nothing from elsewhere (ui rule: no other host). */
const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  // Always asked for again, and mostly answered 304: an update of the server is seen at once.
  'cache-control': 'no-cache',
} as const

/** Reads the page's files, by name. */
export async function readPageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const names = (await readdir(folder)).filter((name) => types[extname(name)])
  const files = await Promise.all(names.map(async (name) => [name, await readPageFile(name)] as const))
  return new Map(files)
}

async function readPageFile(name: string): Promise<PageFile> {
  const content = await readFile(new URL(name, folder))
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
  return { type: types[extname(name)] ?? '', etag, content }
}

/** Sends a file, or 304 when the browser has it already. */
export function sendPageFile(request: FastifyRequest, reply: FastifyReply, file: PageFile): FastifyReply {
  reply.headers(pageHeaders).header('etag', file.etag)
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
  return reply.type(file.type).send(file.content)
}
