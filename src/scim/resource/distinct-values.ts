import { isJsonObject, type Json } from '../../model/json.ts'

/** The values without repetitions: the same value twice is one value (RFC 7643 section 2.4). */
export function distinctValues(values: readonly Json[]): readonly Json[] {
  if (values.length < 2) return values
  const seen = new Set<string>()
  return values.filter((value) => {
    const text = textOf(value)
    return !seen.has(text) && seen.add(text)
  })
}

// The parts of a complex value have no order.
function textOf(value: Json): string {
  if (!isJsonObject(value)) return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return JSON.stringify(names.map((name) => [name, value[name]]))
}
