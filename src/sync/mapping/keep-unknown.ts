import type { UserAttributes, UserContent } from '../../model/user.ts'
import { withRepeatedAttributes } from './compile-mapping.ts'
import { customPrefix } from './targets.ts'

/**
 * The content of a user that is stored already, with what is stored in place of each unknown target: what a credential may
 * not see, or what cannot be read, is no reason to change anything.
 */
export function keepUnknown(
  content: UserContent,
  stored: Pick<UserContent, 'userName' | 'attributes'>,
  unknown: ReadonlySet<string>,
): UserContent {
  if (unknown.size === 0) return content
  const custom = { ...content.attributes.custom_attributes }
  const attributes: UserAttributes = {
    ...content.attributes,
    ...standardOf(stored.attributes, unknown),
    custom_attributes: custom,
  }
  for (const target of unknown) {
    if (!target.startsWith(customPrefix)) continue
    const name = target.slice(customPrefix.length)
    if (Object.hasOwn(stored.attributes.custom_attributes, name))
      custom[name] = stored.attributes.custom_attributes[name]
    else delete custom[name]
  }
  const userName = unknown.has('username') ? stored.userName : content.userName
  return { ...content, userName, attributes: withRepeatedAttributes(attributes) }
}

function standardOf(stored: UserAttributes, unknown: ReadonlySet<string>): Partial<UserAttributes> {
  const { custom_attributes: _, ...standard } = stored
  return Object.fromEntries(Object.entries(standard).filter(([target]) => unknown.has(target)))
}
