import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'

/** Thrown for an expression that Okta would refuse. */
export class FilterRefused extends Error {}

/** What an expression may say: whether `operator` may be used on `path`. */
export type FilterRules = { allows(path: string, operator: string): boolean; readonly isCaseExact: boolean }

type Test = (record: JsonObject) => boolean

/** Reads one of Okta's filter or search expressions: comparisons with `and`, `or` and parentheses. */
export function parseFilter(text: string, rules: FilterRules): Test {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[()]|[^\s()"]+/g) ?? []
  const [test, rest] = readOr(tokens, rules)
  if (rest.length > 0) throw new FilterRefused(`Unexpected ${rest[0]}`)
  return test
}

type Read = [Test, readonly string[]]

function readOr(tokens: readonly string[], rules: FilterRules): Read {
  const [left, rest] = readAnd(tokens, rules)
  if (rest[0]?.toLowerCase() !== 'or') return [left, rest]
  const [right, after] = readOr(rest.slice(1), rules)
  return [(record) => left(record) || right(record), after]
}

function readAnd(tokens: readonly string[], rules: FilterRules): Read {
  const [left, rest] = readTerm(tokens, rules)
  if (rest[0]?.toLowerCase() !== 'and') return [left, rest]
  const [right, after] = readAnd(rest.slice(1), rules)
  return [(record) => left(record) && right(record), after]
}

function readTerm(tokens: readonly string[], rules: FilterRules): Read {
  const [path, operator, value, ...rest] = tokens
  if (path === '(') {
    const [inner, after] = readOr(tokens.slice(1), rules)
    if (after[0] !== ')') throw new FilterRefused('A ) is missing')
    return [inner, after.slice(1)]
  }
  if (path === undefined || operator === undefined) throw new FilterRefused('A comparison is missing')
  const name = operator.toLowerCase()
  if (!rules.allows(path, name)) throw new FilterRefused(`${path} ${operator} is not supported`)
  if (name === 'pr') return [(record) => valueAt(record, path) !== undefined, tokens.slice(2)]
  if (value === undefined) throw new FilterRefused('A value is missing')
  return [comparison({ path, operator: name, value }, rules), rest]
}

type Comparison = { readonly path: string; readonly operator: string; readonly value: string }

function comparison({ path, operator, value }: Comparison, { isCaseExact }: FilterRules): Test {
  const fold = (one: string) => (isCaseExact ? one : one.toLowerCase())
  const wanted: unknown = JSON.parse(value)
  const compareTexts = textComparisons[operator]
  const compareTimes = timeComparisons[operator]
  if (typeof wanted !== 'string') throw new FilterRefused(`${operator} ${value} is not supported`)
  return (record) => {
    const found = valueAt(record, path)
    if (typeof found !== 'string') return false
    return compareTexts?.(fold(found), fold(wanted)) ?? compareTimes?.(Date.parse(found), Date.parse(wanted)) ?? false
  }
}

const textComparisons: Readonly<Record<string, (found: string, wanted: string) => boolean>> = {
  eq: (found, wanted) => found === wanted,
  sw: (found, wanted) => found.startsWith(wanted),
  co: (found, wanted) => found.includes(wanted),
}

const timeComparisons: Readonly<Record<string, (found: number, wanted: number) => boolean>> = {
  gt: (found, wanted) => found > wanted,
  ge: (found, wanted) => found >= wanted,
  lt: (found, wanted) => found < wanted,
  le: (found, wanted) => found <= wanted,
}

function valueAt(record: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = record
  for (const name of path.split('.')) value = isJsonObject(value) ? value[name] : undefined
  return value
}
