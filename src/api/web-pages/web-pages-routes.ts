import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import { endingStatus } from '../portal/portal-ending.ts'
import { readWebFiles, type WebFile, type WebFiles } from './web-files.ts'

const notBuilt = 'The web apps are not built. Run "npm run build:web", then start the server again.\n'

/**
 * Adds the web apps: the dashboard below `/dashboard`, the set-up portal below `/setup`, their files below `/assets`. The pages
 * are the same for everybody and hold no data; which screen is shown is decided in the browser, and every piece of data is asked
 * for by the session's cookie.
 */
export async function webPagesRoutes(app: FastifyInstance, { publicUrl }: { publicUrl(): string }): Promise<void> {
  const files = await readWebFiles()
  const page = (name: keyof WebFiles['pages']) => (_request: FastifyRequest, reply: FastifyReply) => {
    if (!files) return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt)
    return sendPage(reply, files.pages[name], new URL(`${publicUrl()}/`).pathname)
  }
  const file = (found: (files: WebFiles, name: string) => WebFile | undefined) =>
    async function send(request: FastifyRequest<{ Params: { name?: string } }>, reply: FastifyReply) {
      const { name = '' } = request.params
      const wanted = files && found(files, name)
      if (!wanted) throw new AppError('not_found', { what: 'file', id: name })
      return sendFile(request, reply, wanted)
    }
  app.get('/', (_request, reply) => reply.redirect(`${new URL(`${publicUrl()}/`).pathname}dashboard`, 302))
  for (const [path, name] of [
    ['/dashboard', 'dashboard'],
    ['/setup', 'portal'],
  ] as const) {
    app.get(path, page(name))
    app.get(`${path}/*`, page(name))
  }
  const portalPage = page('portal')
  app.get('/setup/ended', (request, reply) => portalPage(request, reply.code(endingStatus(request.query))))
  app.get(
    '/icon.svg',
    file(({ icon }) => icon),
  )
  app.get(
    '/assets/:name',
    file(({ assets }, name) => assets.get(name)),
  )
}

/** The page with its own path, so that it works below any, and with the nonce that its `<style>` elements need. */
function sendPage(reply: FastifyReply, page: string, path: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64url')
  const written = page.replace(
    '<base href="/" />',
    `<base href="${path}" /><meta name="csp-nonce" content="${nonce}" />`,
  )
  return reply.headers(pageHeaders(nonce)).type('text/html; charset=utf-8').send(written)
}

/** What a page may load and do: its own files and data, and nothing from elsewhere. */
function pageHeaders(nonce: string) {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    // Links to the set-up portal carry a token until they are opened.
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
}

/** A file, compressed where the browser takes that. Its name changes with its content, so it may be kept for ever. */
async function sendFile(request: FastifyRequest, reply: FastifyReply, file: WebFile): Promise<FastifyReply> {
  const isNamedByContent = request.url.startsWith('/assets/')
  reply.headers({
    'cache-control': isNamedByContent ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
    etag: file.etag,
  })
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
  const packed = takesGzip(request) ? await file.compressed() : null
  if (packed) reply.header('content-encoding', 'gzip')
  return reply.type(file.type).send(packed ?? file.content)
}

function takesGzip({ headers }: FastifyRequest): boolean {
  return /\bgzip\b(?!;q=0(\.0*)?(,|$))/.test(String(headers['accept-encoding'] ?? ''))
}
