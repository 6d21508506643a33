import { valueText } from '../diff-rows.ts'

/** A mapped value as a line of text: addresses by their values, all else as it is; null for nothing. */
export function mappedText(value: unknown): string | null {
  if (!Array.isArray(value)) return valueText(value)
  const values = value.flatMap((one: unknown) => (hasValue(one) ? [one.value] : []))
  return values.length > 0 && values.length === value.length ? values.join(', ') : valueText(value)
}

function hasValue(one: unknown): one is { readonly value: string } {
  return typeof one === 'object' && one !== null && 'value' in one && typeof one.value === 'string'
}
