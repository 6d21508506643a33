import type { AttributeType } from '../model/overlay/person-rules.ts'
import { standardAttributes } from '../model/person-attributes.ts'

/** The types of all attributes that rules may read: the standard ones, and the organization's own, by name. Nobody can give a standard one another type. */
export function personAttributeTypes(
  own: Readonly<Record<string, AttributeType>> = {},
): Readonly<Record<string, AttributeType>> {
  const standard = Object.entries(standardAttributes).map(([name, { type }]) => [name, type])
  return { ...own, ...Object.fromEntries(standard) }
}
