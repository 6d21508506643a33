import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Makes the app read JSON bodies strictly, as UTF-8 that is valid (RFC 8259 section 8.1); an empty body is no body,
 * because some clients name a type for nothing. A key `__proto__` is an ordinary one to `JSON.parse`; schemas drop it.
 */
export function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => (body.length === 0 ? undefined : parseJson(decode(body))),
  )
}

function decode(body: Buffer): string {
  try {
    return decoder.decode(body)
  } catch (error) {
    throw new AppError('invalid_encoding', {}, { cause: error })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError('invalid_json', { detail: (error as Error).message }, { cause: error })
  }
}
