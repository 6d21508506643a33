import type { FilterAttribute } from '../../model/filter.ts'
import type { Attribute } from '../schema/attribute.ts'
import { type FoundAttribute, keysOf } from '../schema/find-path.ts'
import type { ReadingContext } from '../tolerances.ts'

/** What a filter or sort names, in the form that needs no schema. */
export function filterAttribute(found: FoundAttribute, { baseUrl }: ReadingContext): FilterAttribute {
  const last = found.sub ?? found.attribute
  const attribute: FilterAttribute = {
    path: keysOf(found),
    type: last.type,
    caseExact: last.caseExact,
    multiValuedAt: multiValuedAt(found),
  }
  return last.isOwnUrl && baseUrl !== '' ? { ...attribute, prefix: baseUrl } : attribute
}

// A multi-valued attribute within a multi-valued one is not found this way: see `throughElements`.
function multiValuedAt({ extension, attribute, sub }: FoundAttribute): number {
  const root = extension ? 1 : 0
  if (attribute.multiValued) return root
  return sub?.multiValued ? root + 1 : -1
}

/**
 * What is compared when a complex attribute is named whole: its `value` (RFC 7644 section 3.4.2.2, `emails co "x"`).
 * Undefined when it is not complex or has none.
 */
export function significantValue(found: FoundAttribute): Attribute | undefined {
  return found.sub ? undefined : found.attribute.byName.get('value')
}
