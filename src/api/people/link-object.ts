import type { JsonObject } from '../../model/json.ts'
import type { LinkChange, ShownLink } from '../../store/people/read-person-links.ts'
import { withoutHidden } from './shown-person.ts'

/** A link as the API shows it, with its user and directory, without the values that the caller is not shown. */
export function toLinkObject(link: ShownLink, hidden: ReadonlySet<string>): JsonObject {
  const { user, directory } = link
  return {
    object: 'person_link',
    person_id: link.personId,
    directory_id: link.directoryId,
    directory_user_id: link.userId,
    rule: link.rule,
    confidence: link.confidence,
    evidence: withoutHidden(link.evidence, hidden),
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

/** A change of links as the API shows it, without the values that the caller is not shown. */
export function toLinkChangeObject(change: LinkChange, hidden: ReadonlySet<string>): JsonObject {
  return {
    object: 'person_link_change',
    id: change.id,
    person_id: change.personId,
    directory_user_id: change.userId,
    action: change.action,
    rule: change.rule,
    evidence: withoutHidden(change.evidence, hidden),
    cause: change.cause,
    occurred_at: change.occurredAt.toISOString(),
  }
}
