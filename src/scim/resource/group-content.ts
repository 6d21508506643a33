import type { GroupContent } from '../../model/group.ts'
import type { JsonObject } from '../../model/json.ts'

/** What the directory keeps of a group document, whose members are kept apart. */
export function toGroupContent(document: JsonObject): GroupContent {
  const { displayName, externalId } = document
  return {
    displayName: typeof displayName === 'string' ? displayName : '',
    externalId: typeof externalId === 'string' && externalId !== '' ? externalId : null,
    document,
  }
}
