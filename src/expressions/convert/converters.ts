import type { OverlayDocument } from '../../model/overlay/document.ts'
import { ownAttributeTypes } from '../../model/overlay/own-attributes.ts'
import type { ConvertOptions } from './converted-rule.ts'
import { convertEntraRule } from './entra/convert-entra-rule.ts'
import { convertOktaRule } from './okta/convert-okta-rule.ts'

/** What takes over the rules of other products, by the product. */
export const converters = { entra: convertEntraRule, okta: convertOktaRule } as const

/** What a conversion knows by the documents of an organization: its own attributes, and its groups by id and by name. */
export function knownOf(
  documents: readonly OverlayDocument[],
): Required<Pick<ConvertOptions, 'attributes' | 'groupId'>> {
  const groups = new Map<string, string>()
  for (const document of documents) {
    if (document.kind !== 'Group') continue
    groups.set(document.id, document.id)
    if (document.name !== undefined) groups.set(document.name.toLowerCase(), document.id)
  }
  return { attributes: ownAttributeTypes(documents), groupId: (group) => groups.get(group.toLowerCase()) ?? null }
}
