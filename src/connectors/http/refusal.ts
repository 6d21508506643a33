import { z } from 'zod'
import { oneLine } from '../../platform/one-line.ts'
import { parseJson } from '../../platform/parse-json.ts'
import { SourceError, type SourceErrorCode } from '../source-error.ts'
import { redact } from './redact.ts'
import type { RawAnswer } from './vendor-http.ts'

/** Of what request an answer is. `secrets` are kept out of every text; they are added as they are used. */
export type Asked = {
  readonly vendor: string
  readonly method: string
  readonly url: URL
  readonly secrets: string[]
}

/** What a refusal by a vendor means and what the administrator can do, as far as its status tells. */
export function toSourceError(answer: RawAnswer, asked: Asked, retryAt: Date | null): SourceError {
  const { code, advice } = meaningOf(answer, asked)
  const said = vendorsWords(answer.text, asked.secrets)
  const text = `${asked.vendor} answered ${answer.status} to ${asked.method} ${asked.url.pathname}${said}. ${advice}`
  return new SourceError(code, text, { retryAt, requestId: requestIdOf(answer) })
}

function meaningOf({ status, headers }: RawAnswer, { vendor, url }: Asked): { code: SourceErrorCode; advice: string } {
  if (status === 401) {
    const advice = `${vendor} refuses the credential: check that it is right, not expired and not revoked, and enter it anew.`
    return { code: 'credentials_refused', advice }
  }
  if (status === 403) {
    const advice = `The credential may not read this: give it the permissions and roles that the guide for ${vendor} names.`
    return { code: 'permission_missing', advice }
  }
  if (status === 429) {
    const advice = `${vendor} limits how fast it is asked; the run goes on by itself. If this stays, find out who else uses up the limit.`
    return { code: 'rate_limited', advice }
  }
  if (status >= 500 || status === 408) {
    return { code: 'unreachable', advice: `${vendor} has trouble of its own; it is tried again. See its status page.` }
  }
  if (status >= 300 && status < 400) {
    const where = headers.location === undefined ? '' : ` to ${hostOf(headers.location, url)}`
    const advice = `It redirects${where}, and redirects are not followed: correct the address in the settings.`
    return { code: 'settings_invalid', advice }
  }
  const check = status === 404 ? 'Check the address and the ids in the settings' : 'Check the settings'
  return { code: 'unreadable', advice: `${check}; if they are right, report this as a bug, with the request id.` }
}

function hostOf(location: string, base: URL): string {
  return URL.parse(location, base.href)?.host ?? 'something that is no URL'
}

const VendorError = z.union([
  z.object({ errorSummary: z.string() }).transform((body) => body.errorSummary),
  z.object({ error_description: z.string() }).transform((body) => body.error_description),
  z.object({ error: z.object({ message: z.string() }) }).transform((body) => body.error.message),
  z.object({ message: z.string() }).transform((body) => body.message),
  z.object({ detail: z.string() }).transform((body) => body.detail),
  z.object({ error: z.string() }).transform((body) => body.error),
])

/** The vendor's own message, where it is found: as it says most about what is wrong. */
export function vendorsWords(text: string, secrets: readonly string[]): string {
  const said = VendorError.safeParse(parseJson(text)).data
  return said === undefined || said === '' ? '' : ` (“${oneLine(redact(said, secrets)).slice(0, 200)}”)`
}

const requestIdHeaders = ['x-okta-request-id', 'request-id', 'x-request-id', 'client-request-id', 'x-goog-request-id']

/** The vendor's id of a request, for its support. */
export function requestIdOf({ headers }: Pick<RawAnswer, 'headers'>): string | null {
  for (const name of requestIdHeaders) {
    const id = headers[name]
    if (id !== undefined && id !== '') return oneLine(id).slice(0, 100)
  }
  return null
}
