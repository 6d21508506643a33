import type { JsonObject } from '../../model/json.ts'
import { scimErrors } from '../errors.ts'
import { type ReadingContext, tolerates } from '../tolerances.ts'

/** The URNs that a body lists in `schemas`, in lower case (URNs are compared without case, RFC 7643 section 2.1). */
export function listedSchemas(body: JsonObject): ReadonlySet<string> {
  const key = 'schemas' in body ? 'schemas' : Object.keys(body).find((name) => name.toLowerCase() === 'schemas')
  const listed = key === undefined ? [] : body[key]
  const urns = Array.isArray(listed) ? listed : [listed]
  return new Set(urns.flatMap((urn) => (typeof urn === 'string' ? [urn.toLowerCase()] : [])))
}

/** Refuses a body that does not list the URN that makes it what it is, unless the dialect lets it. */
export function requireSchema(listed: ReadonlySet<string>, urn: string, context: ReadingContext): void {
  if (listed.has(urn.toLowerCase()) || tolerates(context, 'missing_schemas')) return
  throw scimErrors.invalidSyntax(`"schemas" must list "${urn}".`)
}
