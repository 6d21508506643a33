import type { Comparison, Filter } from '../../model/filter.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Attribute } from '../schema/attribute.ts'

/**
 * The element that `type eq "work"` (or several such joined by `and`) describes, so that one can be made where none is;
 * null when the filter says anything else.
 */
export function elementFromFilter(filter: Filter): JsonObject | null {
  const equalities = equalitiesOf(filter)
  if (!equalities) return null
  const element: JsonObject = {}
  for (const { attribute, value } of equalities) {
    const name = attribute.path[0]
    if (attribute.multiValuedAt === 0) return null
    if (name === undefined || (name in element && element[name] !== value)) return null
    element[name] = value
  }
  return element
}

/**
 * True when a filter only says which kind of element is meant: its `type`, one of the canonical ones if the schema has
 * any, or a flag such as `primary`. Then a missing element can be made without guessing.
 */
export function namesKindOfElement(filter: Filter, attribute: Attribute): boolean {
  const equalities = equalitiesOf(filter)
  return equalities?.every((one) => namesKind(one, attribute)) ?? false
}

function namesKind({ attribute, value }: Comparison, { byName }: Attribute): boolean {
  if (attribute.type === 'boolean') return true
  const name = attribute.path[0]
  if (name !== 'type' || typeof value !== 'string') return false
  const canonical = byName.get(name)?.canonicalValues
  return canonical === undefined || canonical.includes(value.toLowerCase())
}

function equalitiesOf(filter: Filter): readonly Comparison[] | null {
  if (filter.kind === 'compare') return filter.operator === 'eq' ? [filter] : null
  if (filter.kind !== 'and') return null
  const parts = filter.filters.map(equalitiesOf)
  return parts.every((part) => part !== null) ? parts.flat() : null
}
