import { valueText } from '../../shared/diff-rows.ts'

/** A value as a line of text, lists of addresses by the addresses; null for what is not there. */
export function shownValue(value: unknown): string | null {
  if (!Array.isArray(value)) return valueText(value)
  const parts = value.map((element: unknown) => valueIn(element) ?? valueText(element)).filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(', ')
}

function valueIn(element: unknown): string | null {
  if (typeof element !== 'object' || element === null || !('value' in element)) return null
  return typeof element.value === 'string' ? element.value : null
}
