type Value = string | number | boolean | readonly Value[] | { readonly kind: string; readonly id: string }

/**
 * The text of a rule in which values are written safely: texts in quotes, lists in brackets, objects by their ids.
 * rule`person.memberOf(${leads}) && person.country in ${['DE', 'AT']}`
 */
export function rule(parts: TemplateStringsArray, ...values: readonly Value[]): string {
  const text = parts.map((part, index) => (index === 0 ? part : `${literal(values[index - 1] ?? '')}${part}`)).join('')
  return text.trim().replace(/\n\s+/g, '\n')
}

function literal(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value === 'object') return JSON.stringify((value as { readonly id: string }).id)
  return JSON.stringify(value)
}
