import type { Json, JsonObject } from '../../model/json.ts'
import { scimErrors } from '../errors.ts'
import { type ReadingContext, tolerates } from '../tolerances.ts'

/** The URNs that a body lists in `schemas`, in lower case (URNs are compared without case, RFC 7643 section 2.1). */
export function listedSchemas(body: JsonObject, context: ReadingContext): ReadonlySet<string> {
  const key = 'schemas' in body ? 'schemas' : Object.keys(body).find((name) => name.toLowerCase() === 'schemas')
  const urns = arrayOf(key === undefined ? null : (body[key] ?? null), context)
  return new Set(urns.flatMap((urn) => textOf(urn, context)))
}

function arrayOf(listed: Json, context: ReadingContext): readonly Json[] {
  if (Array.isArray(listed)) return listed
  if (listed === null) return []
  if (tolerates(context, 'object_for_multi_valued')) return [listed]
  throw scimErrors.invalidSyntax('"schemas" must be an array of URNs.')
}

function textOf(urn: Json, context: ReadingContext): readonly string[] {
  if (typeof urn === 'string') return [urn.toLowerCase()]
  if (tolerates(context, 'unknown_schemas')) return []
  throw scimErrors.invalidSyntax('"schemas" must be an array of URNs, which are texts.')
}

/** Refuses a body that does not list the URN that makes it what it is, unless the dialect lets it. */
export function requireSchema(listed: ReadonlySet<string>, urn: string, context: ReadingContext): void {
  if (listed.has(urn.toLowerCase()) || tolerates(context, 'missing_schemas')) return
  throw scimErrors.invalidSyntax(`"schemas" must list "${urn}".`)
}
