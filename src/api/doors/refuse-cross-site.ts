import type { FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/**
 * Refuses requests that another site made a browser send with our cookie. The cookie is `SameSite=Strict`, which browsers
 * that know it keep to themselves; this holds where one does not, and where another host of the same site is not ours. A
 * header of one's own needs a permission of the server to be sent to another origin, and none is ever given. Browsers that
 * say where a request comes from (Fetch Metadata, `Sec-Fetch-Site`) must say that it is from here: `none` is what a person
 * typed or bookmarked, such as an export.
 */
export function refuseCrossSite({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): void {
  const site = headers['sec-fetch-site']
  const isSafe = safeMethods.has(method)
  const isFromHere = site === undefined || site === 'same-origin' || (isSafe && site === 'none')
  const isMarked = isSafe || headers['x-muster-request'] === '1'
  if (!isFromHere || !isMarked) throw new AppError('cross_site_request')
}
