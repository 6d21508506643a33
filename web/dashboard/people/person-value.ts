/** A value of an attribute as a line of text; null for what is not there. */
export function valueLine(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(String).join(', ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** An attribute of a person that is a text; null where there is none. */
export function textOf(
  { attributes }: { readonly attributes: Readonly<Record<string, unknown>> },
  name: string,
): string | null {
  return valueLine(attributes[name])
}
