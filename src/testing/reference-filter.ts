import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'

/** An attribute in a filter: its keys from the resource (or the element) down, and how its values compare. */
export type FilterTarget = {
  readonly keys: readonly string[]
  readonly kind: 'text' | 'exactText' | 'number' | 'flag' | 'time' | 'complex'
}

export type FilterOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'

/** A filter as a tree, made by a test: printed for the engine, and evaluated here without being parsed. */
export type FilterTree =
  | { readonly is: 'and' | 'or'; readonly left: FilterTree; readonly right: FilterTree }
  | { readonly is: 'not'; readonly filter: FilterTree }
  | { readonly is: 'element'; readonly target: FilterTarget; readonly filter: FilterTree }
  | { readonly is: 'present'; readonly target: FilterTarget }
  | {
      readonly is: 'compare'
      readonly target: FilterTarget
      readonly operator: FilterOperator
      readonly value: string | number | boolean | null
    }

/** The filter in the grammar of RFC 7644 section 3.4.2.2, with no more brackets than its order of precedence needs. */
export function printFilter(filter: FilterTree): string {
  switch (filter.is) {
    case 'or':
      return `${printFilter(filter.left)} or ${printFilter(filter.right)}`
    case 'and':
      return `${printPart(filter.left)} and ${printPart(filter.right)}`
    case 'not':
      return `not (${printFilter(filter.filter)})`
    case 'element':
      return `${printKeys(filter.target.keys)}[${printFilter(filter.filter)}]`
    case 'present':
      return `${printKeys(filter.target.keys)} pr`
    case 'compare':
      return `${printKeys(filter.target.keys)} ${filter.operator} ${JSON.stringify(filter.value)}`
  }
}

/** RFC 7644 section 3.10: an attribute of an extension follows its URN after a colon, a sub-attribute after a dot. */
export function printKeys([first = '', ...rest]: readonly string[]): string {
  return first.startsWith('urn:') ? `${first}:${rest.join('.')}` : [first, ...rest].join('.')
}

// "Grouping" before "and" before "or".
function printPart(filter: FilterTree): string {
  return filter.is === 'or' ? `(${printFilter(filter)})` : printFilter(filter)
}

/**
 * Whether a resource as it is answered, or one element of it, matches: RFC 7644 section 3.4.2.2 sentence by sentence, as
 * slowly as it comes. It shares no code with the parser, `matchesFilter` and the SQL, so that the three can disagree.
 */
export function evaluateFilter(filter: FilterTree, resource: JsonObject): boolean {
  switch (filter.is) {
    // "The filter is only a match if both expressions evaluate to true."
    case 'and':
      return evaluateFilter(filter.left, resource) && evaluateFilter(filter.right, resource)
    // "The filter is a match if either expression evaluates to true."
    case 'or':
      return evaluateFilter(filter.left, resource) || evaluateFilter(filter.right, resource)
    // "The filter is a match if the expression evaluates to false."
    case 'not':
      return !evaluateFilter(filter.filter, resource)
    // "service providers MAY support complex filters where expressions MUST be applied to the same value of a parent
    // attribute specified immediately before the left square bracket".
    case 'element':
      return valuesOf(resource, filter.target.keys).some(
        (element) => isJsonObject(element) && evaluateFilter(filter.filter, element),
      )
    case 'present':
      return isPresent(resource, filter.target)
    case 'compare':
      return evaluateComparison(filter, resource)
  }
}

type Comparison = Extract<FilterTree, { is: 'compare' }>

function evaluateComparison({ target, operator, value }: Comparison, resource: JsonObject): boolean {
  // RFC 7643 section 2.5: "Unassigned attributes, the null value, or an empty array […] SHALL be considered to be
  // equivalent in 'state'." So a comparison with null asks whether there is a value.
  if (value === null) return isPresent(resource, target) === (operator === 'ne')
  // Left open is whether `ne` is true of an absent attribute, and of one with several values of which one is equal. Here
  // it is the opposite of `eq`: `not (emails eq "x")` and `emails ne "x"` find the same users.
  if (operator === 'ne') return !evaluateComparison({ is: 'compare', target, operator: 'eq', value }, resource)
  // "If the specified attribute in a filter expression is a multi-valued attribute, the filter matches if any of the
  // values of the specified attribute match the specified criterion".
  return valuesOf(resource, target.keys).some((found) =>
    holds(target.kind, operator, [isJsonObject(found) ? found.value : found, value]),
  )
}

// "If the attribute has a non-empty or non-null value, or if it contains a non-empty node for complex attributes, there is
// a match." An object with a part is such a node, even if the text of the part is empty.
function isPresent(resource: JsonObject, { keys }: FilterTarget): boolean {
  return valuesOf(resource, keys).some((value) => {
    if (isJsonObject(value)) return Object.keys(value).length > 0
    return value !== null && value !== ''
  })
}

function valuesOf(value: Json | undefined, keys: readonly string[]): readonly Json[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.flatMap((each) => valuesOf(each, keys))
  const [key, ...rest] = keys
  if (key === undefined) return [value]
  return isJsonObject(value) ? valuesOf(value[key], rest) : []
}

type Pair = readonly [found: Json | undefined, wanted: Json]

function holds(kind: FilterTarget['kind'], operator: FilterOperator, [found, wanted]: Pair): boolean {
  if (found === undefined || found === null) return false
  if (kind === 'text') return textHolds(operator, fold(String(found)), fold(String(wanted)))
  if (kind === 'exactText') return textHolds(operator, String(found), String(wanted))
  // "If the attribute value is a […] dateTime type, the comparison is […] chronological". Milliseconds are our precision.
  if (kind === 'time') return isInOrder(operator, Date.parse(String(found)) - Date.parse(String(wanted)))
  if (kind === 'number') return isInOrder(operator, Number(found) - Number(wanted))
  return operator === 'eq' && found === wanted
}

// How case is folded is left open. Composed and decomposed letters are the same, as in PRECIS (RFC 8265 section 3.3).
function fold(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

function textHolds(operator: FilterOperator, found: string, wanted: string): boolean {
  // "The attribute and operator values must be identical for a match."
  if (operator === 'eq') return found === wanted
  // "The entire operator value must be a substring of the attribute value for a match" - at its beginning - at its end.
  if (operator === 'co') return found.indexOf(wanted) >= 0
  if (operator === 'sw') return found.slice(0, wanted.length) === wanted
  if (operator === 'ew') return wanted === '' || found.slice(-wanted.length) === wanted
  return isInOrder(operator, compareCodePoints([...found], [...wanted]))
}

// "If the attribute value is a string type, the comparison is a lexicographical comparison": by code points.
function compareCodePoints(one: readonly string[], other: readonly string[]): number {
  for (let index = 0; index < Math.min(one.length, other.length); index += 1) {
    const difference = (one[index]?.codePointAt(0) ?? 0) - (other[index]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return one.length - other.length
}

function isInOrder(operator: FilterOperator, difference: number): boolean {
  if (operator === 'eq') return difference === 0
  if (operator === 'gt') return difference > 0
  if (operator === 'ge') return difference >= 0
  if (operator === 'lt') return difference < 0
  return operator === 'le' && difference <= 0
}
