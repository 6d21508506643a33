import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { RouteDescription } from '../route.ts'
import { securityHeaders } from '../security-headers.ts'
import { describedSchemas, openApiDocument } from './openapi-document.ts'
import { writeReferencePage } from './reference-page.ts'

const root = new URL('../../../', import.meta.url)

/**
 * `/openapi.json`, the description of the API, and `/docs`, the same to read. Neither asks for a key: what the API can do
 * is no secret. Both are made when they are first asked for, since where the server is reached is known only then.
 */
export async function openApiRoutes(
  app: FastifyInstance,
  { routes, publicUrl }: { readonly routes: readonly RouteDescription[]; publicUrl(): string },
): Promise<void> {
  const [style, version] = await Promise.all([readStyle(), readVersion()])
  const pageHeaders = headersOfPage(style)
  let document: string | undefined
  let page: string | undefined

  app.get('/openapi.json', async (_request, reply) => {
    document ??= JSON.stringify(openApiDocument(routes, { version, url: publicUrl() }))
    // Tools on other origins may read it, too.
    reply.headers(securityHeaders).header('access-control-allow-origin', '*')
    return reply.type('application/json; charset=utf-8').send(document)
  })

  app.get('/docs', async (_request, reply) => {
    page ??= writeReferencePage({ routes, schemas: describedSchemas(routes), url: publicUrl(), version, style })
    return reply.headers(pageHeaders).type('text/html; charset=utf-8').send(page)
  })
}

/** The page may use its own style, and nothing else at all. */
function headersOfPage(style: string) {
  const hash = createHash('sha256').update(style).digest('base64')
  return {
    ...securityHeaders,
    'cache-control': 'no-cache',
    'content-security-policy': `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'cross-origin-opener-policy': 'same-origin',
  }
}

function readStyle(): Promise<string> {
  return readFile(new URL('web/api-reference/style.css', root), 'utf8')
}

async function readVersion(): Promise<string> {
  const text = await readFile(new URL('package.json', root), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
