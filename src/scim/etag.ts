import type { FastifyRequest } from 'fastify'

/**
 * The version that If-Match demands; undefined when it demands none. Of several, the latest: versions only grow, so the
 * others are of the past for sure. A tag that is not of ours matches no version.
 */
export function demandedVersion(request: FastifyRequest): number | undefined {
  const tags = tagsOf(request.headers['if-match'])
  if (tags.length === 0 || tags.includes('*')) return undefined
  return Math.max(...tags.map((tag) => Number(/^(?:W\/)?"?(\d{1,15})"?$/i.exec(tag)?.[1] ?? -1)))
}

/** Whether the client says in If-None-Match that it has this version already. */
export function hasVersion(request: FastifyRequest, version: number): boolean {
  const tags = tagsOf(request.headers['if-none-match'])
  return tags.some((tag) => tag === '*' || tag.replace(/^W\//i, '') === `"${version}"`)
}

function tagsOf(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
}
