import { type Attribute, findAttribute } from '../schema/attribute.ts'
import type { FoundAttribute } from '../schema/find-path.ts'

/** Finds the sub-attributes of one element of a multi-valued attribute, as the filter in `emails[…]` names them. */
export function elementScope(attribute: Attribute): (path: string) => FoundAttribute | null {
  return (path) => {
    const sub = findAttribute(attribute.byName, path)
    return sub ? { extension: null, attribute: sub, sub: null } : null
  }
}
