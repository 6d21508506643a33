import type { Comparison, Filter, FilterAttribute } from '../../model/filter.ts'
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { caseKey } from '../../model/user.ts'

/**
 * Runs a filter on a resource, or on one element of a multi-valued attribute. The plain statement of what a filter
 * means: absent, null and empty are the same; of several values any one may match, and `ne` is the opposite of `eq`, so
 * it is true of what is absent. Text is ordered by its UTF-8 bytes.
 */
export function matchesFilter(filter: Filter, resource: JsonObject): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((one) => matchesFilter(one, resource))
    case 'or':
      return filter.filters.some((one) => matchesFilter(one, resource))
    case 'not':
      return !matchesFilter(filter.filter, resource)
    case 'present':
      return valuesAt(resource, filter.attribute).some(isPresent)
    case 'compare':
      return matchesComparison(filter, resource)
    case 'element':
      return valuesAt(resource, filter.attribute).some(
        (element) => isJsonObject(element) && matchesFilter(filter.filter, element),
      )
  }
}

function valuesAt(resource: JsonObject, { path }: FilterAttribute): readonly Json[] {
  let values: readonly Json[] = [resource]
  for (const key of path) values = values.flatMap((value) => childrenOf(value, key))
  return values
}

function childrenOf(value: Json, key: string): readonly Json[] {
  if (!isJsonObject(value)) return []
  const child = value[key]
  if (Array.isArray(child)) return child
  return child === undefined || child === null ? [] : [child]
}

function isPresent(value: Json): boolean {
  if (value === null || value === '') return false
  return typeof value !== 'object' || Object.keys(value).length > 0
}

function matchesComparison({ attribute, operator, value }: Comparison, resource: JsonObject): boolean {
  const found = valuesAt(resource, attribute)
  const wanted = comparable(value, attribute)
  if (operator === 'ne') return !found.some((one) => comparable(one, attribute) === wanted)
  return found.some((one) => compare(comparable(one, attribute), operator, wanted))
}

function comparable(value: Json, { type, caseExact }: FilterAttribute): Json {
  if (typeof value !== 'string') return value
  if (type === 'dateTime') return Date.parse(value)
  return caseExact ? value : caseKey(value)
}

function compare(found: Json, operator: Comparison['operator'], wanted: Json): boolean {
  if (operator === 'eq') return found === wanted
  if (typeof found === 'string' && typeof wanted === 'string') {
    if (operator === 'co') return found.includes(wanted)
    if (operator === 'sw') return found.startsWith(wanted)
    if (operator === 'ew') return found.endsWith(wanted)
    return isOrdered(Buffer.compare(Buffer.from(found), Buffer.from(wanted)), operator)
  }
  if (typeof found !== 'number' || typeof wanted !== 'number') return false
  return isOrdered(found - wanted, operator)
}

function isOrdered(difference: number, operator: Comparison['operator']): boolean {
  if (operator === 'gt') return difference > 0
  if (operator === 'ge') return difference >= 0
  if (operator === 'lt') return difference < 0
  return operator === 'le' && difference <= 0
}
