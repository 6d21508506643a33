import type { Filter } from '../../model/filter.ts'
import { type ScimError, scimErrors } from '../errors.ts'
import type { Attribute } from '../schema/attribute.ts'
import { type FoundAttribute, findPath } from '../schema/find-path.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { type ReadingContext, tolerates } from '../tolerances.ts'
import { comparison, parseOperator } from './comparison.ts'
import { elementScope } from './element-scope.ts'
import { filterAttribute, significantValue } from './filter-attribute.ts'
import { filterTokens, type Token } from './filter-tokens.ts'
import { throughElements } from './through-elements.ts'

/** What one filter may cost: the length of its text, how deep its brackets go, and how many comparisons it has. */
export const filterLimits = { length: 10_000, depth: 50, comparisons: 200 } as const

/** Finds an attribute by the path in a filter, or null: in the whole resource, or within one element. */
export type Scope = (path: string) => FoundAttribute | null

type Reader = {
  readonly tokens: readonly Token[]
  readonly context: ReadingContext
  readonly isAcrossTypes: boolean
  next: number
  depth: number
  comparisons: number
}

/**
 * Reads a filter of RFC 7644 section 3.4.2.2 and finds its attributes in the schema. Names, URNs and operators may be in
 * any case. Besides the RFC's grammar, `emails[type eq "work"].value eq "x"` is taken, which Entra sends.
 */
export function parseFilter(text: string, resourceType: ResourceType, context: ReadingContext): Filter {
  return parseWithin(text, resourceScope(resourceType, context), { context })
}

/**
 * Reads a filter that is asked of several resource types at once: what this one does not know matches none of it
 * (RFC 7644 section 3.4.2.1), and is no error.
 */
export function parseFilterAcrossTypes(text: string, resourceType: ResourceType, context: ReadingContext): Filter {
  return parseWithin(text, resourceScope(resourceType, context), { context, isAcrossTypes: true })
}

function resourceScope(resourceType: ResourceType, context: ReadingContext): Scope {
  return (path) => {
    const found = findPath(path, resourceType, context)
    return found?.attribute ? { ...found, attribute: found.attribute } : null
  }
}

/** Reads the filter between the brackets of a value path, whose attributes are those of one element. */
export function parseElementFilter(text: string, attribute: Attribute, context: ReadingContext): Filter {
  return parseWithin(text, elementScope(attribute), { context })
}

type Options = { readonly context: ReadingContext; readonly isAcrossTypes?: boolean }

function parseWithin(text: string, scope: Scope, { context, isAcrossTypes = false }: Options): Filter {
  if (text.length > filterLimits.length) {
    throw scimErrors.invalidFilter(
      `The filter is longer than ${filterLimits.length} characters. Split it into several requests.`,
    )
  }
  if (text.trim() === '') {
    throw scimErrors.invalidFilter('The filter is blank. Name an attribute in it, or leave the filter out.')
  }
  const reader: Reader = { tokens: filterTokens(text), context, isAcrossTypes, next: 0, depth: 0, comparisons: 0 }
  const filter = readOr(reader, scope)
  const rest = peek(reader)
  if (rest.kind !== 'end') throw unexpected(rest, 'and, or, or the end')
  return filter
}

function readOr(reader: Reader, scope: Scope): Filter {
  const filters = [readAnd(reader, scope)]
  while (takeWord(reader, 'or')) filters.push(readAnd(reader, scope))
  return filters.length === 1 && filters[0] ? filters[0] : { kind: 'or', filters }
}

function readAnd(reader: Reader, scope: Scope): Filter {
  const filters = [readTerm(reader, scope)]
  while (takeWord(reader, 'and')) filters.push(readTerm(reader, scope))
  return filters.length === 1 && filters[0] ? filters[0] : { kind: 'and', filters }
}

function readTerm(reader: Reader, scope: Scope): Filter {
  if (peek(reader).kind === '(') return readBrackets(reader, scope, ')')
  const isNot = reader.tokens[reader.next + 1]?.kind === '(' && takeWord(reader, 'not')
  if (!isNot) return readExpression(reader, scope)
  return { kind: 'not', filter: readBrackets(reader, scope, ')') }
}

function readBrackets(reader: Reader, scope: Scope, close: ')' | ']'): Filter {
  const open = take(reader)
  reader.depth += 1
  if (reader.depth > filterLimits.depth) {
    throw scimErrors.invalidFilter(
      `The filter has more than ${filterLimits.depth} brackets within one another at character ${open.at + 1}.`,
    )
  }
  const filter = readOr(reader, scope)
  reader.depth -= 1
  const end = take(reader)
  if (end.kind !== close) throw unexpected(end, `"${close}"`)
  return filter
}

function readExpression(reader: Reader, scope: Scope): Filter {
  countComparison(reader)
  const token = take(reader)
  if (token.kind !== 'word') throw unexpected(token, 'the name of an attribute')
  if (reader.isAcrossTypes && !scope(token.text)) return skipUnknown(reader)
  const found = findIn(scope, token)
  if (peek(reader).kind === '[') return readValuePath(reader, found)
  return readComparison(reader, found)
}

/** Reads over an expression whose attribute is unknown here; it is true of nothing. */
function skipUnknown(reader: Reader): Filter {
  if (peek(reader).kind === '[') {
    readBrackets(reader, () => null, ']')
    const after = peek(reader)
    if (after.kind !== 'word' || !after.text.startsWith('.')) return matchesNothing
    take(reader)
  }
  if (takeWord(reader, 'pr')) return matchesNothing
  parseOperator(take(reader))
  const token = take(reader)
  if (token.kind !== 'word' && token.kind !== 'string') throw unexpected(token, 'a value')
  return matchesNothing
}

const matchesNothing: Filter = { kind: 'or', filters: [] }

function readValuePath(reader: Reader, found: FoundAttribute): Filter {
  if (found.sub || found.attribute.type !== 'complex') {
    throw unexpected(peek(reader), 'an operator: brackets go with complex attributes')
  }
  const element = elementScope(found.attribute)
  const inner = readBrackets(reader, element, ']')
  const attribute = filterAttribute(found, reader.context)
  const after = peek(reader)
  if (after.kind !== 'word' || !after.text.startsWith('.')) return { kind: 'element', attribute, filter: inner }

  take(reader)
  const sub = findIn(element, { ...after, text: after.text.slice(1) })
  return { kind: 'element', attribute, filter: { kind: 'and', filters: [inner, readComparison(reader, sub)] } }
}

function readComparison(reader: Reader, found: FoundAttribute): Filter {
  if (!found.attribute.multiValued || !found.sub?.multiValued) return readPlainComparison(reader, found)
  const elements = filterAttribute({ ...found, sub: null }, reader.context)
  return throughElements(elements, readPlainComparison(reader, { extension: null, attribute: found.sub, sub: null }))
}

function readPlainComparison(reader: Reader, found: FoundAttribute): Filter {
  if (takeWord(reader, 'pr')) return { kind: 'present', attribute: filterAttribute(found, reader.context) }
  const operator = parseOperator(take(reader))
  const token = take(reader)
  if (token.kind !== 'word' && token.kind !== 'string') throw unexpected(token, 'a value')
  const attribute = filterAttribute(compared(found, token, reader.context), reader.context)
  return comparison({ attribute, operator }, token, reader.context)
}

function compared(found: FoundAttribute, token: Token, context: ReadingContext): FoundAttribute {
  const value = significantValue(found)
  const isNull = token.kind === 'word' && token.text.toLowerCase() === 'null'
  if (!value || isNull) return found
  const allowed = found.attribute.multiValued || tolerates(context, 'complex_compared_by_value')
  return allowed ? { ...found, sub: value } : found
}

function findIn(scope: Scope, token: Token): FoundAttribute {
  const found = scope(token.text)
  if (!found) {
    throw scimErrors.invalidFilter(
      `The filter is not valid at character ${token.at + 1}: no schema has an attribute "${token.text.slice(0, 200)}".`,
    )
  }
  if (found.attribute.returned !== 'never' && found.sub?.returned !== 'never') return found
  throw scimErrors.invalidFilter(`"${found.attribute.name}" cannot be used in a filter.`)
}

function countComparison(reader: Reader): void {
  reader.comparisons += 1
  if (reader.comparisons <= filterLimits.comparisons) return
  throw scimErrors.invalidFilter(
    `The filter has more than ${filterLimits.comparisons} comparisons. Split it into several requests.`,
  )
}

const endToken: Token = { kind: 'end', text: '', at: 0 }

function peek(reader: Reader): Token {
  return reader.tokens[reader.next] ?? reader.tokens.at(-1) ?? endToken
}

function take(reader: Reader): Token {
  const token = peek(reader)
  reader.next += 1
  return token
}

function takeWord(reader: Reader, word: string): boolean {
  const token = peek(reader)
  if (token.kind !== 'word' || token.text.toLowerCase() !== word) return false
  reader.next += 1
  return true
}

function unexpected(token: Token, wanted: string): ScimError {
  const found = token.kind === 'end' ? 'the end' : `"${token.text.slice(0, 60)}"`
  return scimErrors.invalidFilter(
    `The filter is not valid at character ${token.at + 1}: expected ${wanted}, found ${found}.`,
  )
}
