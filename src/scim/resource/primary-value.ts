import { isJsonObject, type Json } from '../../model/json.ts'
import { scimErrors } from '../errors.ts'
import { type ReadingContext, tolerates } from '../tolerances.ts'

/** Sees to it that of one attribute's values at most one is primary (RFC 7643 section 2.4). */
export function checkPrimaries(values: readonly Json[], context: ReadingContext, at: string): readonly Json[] {
  const first = values.findIndex(isPrimary)
  const others = values.findLastIndex(isPrimary)
  if (first === others) return values
  if (!tolerates(context, 'several_primaries')) {
    throw scimErrors.invalidValue(`${at} has several values with "primary": true; at most one may be.`)
  }
  return keepPrimary(values, first)
}

/** The values with the one at `index` the only primary one (RFC 7644 section 3.5.2). */
export function keepPrimary(values: readonly Json[], index: number): readonly Json[] {
  return values.map((value, at) =>
    at !== index && isJsonObject(value) && value.primary === true ? { ...value, primary: false } : value,
  )
}

/** True for the value that is marked as the preferred one. */
export function isPrimary(value: Json): boolean {
  return isJsonObject(value) && value.primary === true
}
