import type { JsonObject } from '../../model/json.ts'
import type { LinkChange, ShownLink } from '../../store/people/read-person-links.ts'

/** A link as the API shows it, with its user and directory. */
export function toLinkObject(link: ShownLink): JsonObject {
  const { user, directory } = link
  return {
    object: 'person_link',
    person_id: link.personId,
    directory_id: link.directoryId,
    directory_user_id: link.userId,
    rule: link.rule,
    confidence: link.confidence,
    evidence: link.evidence,
    pinned: link.isPinned,
    linked_at: link.linkedAt.toISOString(),
    user: user && {
      name: user.name,
      email: user.email,
      idp_id: user.idpId,
      state: user.isActive ? 'active' : 'inactive',
    },
    directory: directory && { name: directory.name, type: directory.type },
  }
}

/** A change of links as the API shows it. */
export function toLinkChangeObject(change: LinkChange): JsonObject {
  return {
    object: 'person_link_change',
    id: change.id,
    person_id: change.personId,
    directory_user_id: change.userId,
    action: change.action,
    rule: change.rule,
    evidence: change.evidence,
    cause: change.cause,
    occurred_at: change.occurredAt.toISOString(),
  }
}
