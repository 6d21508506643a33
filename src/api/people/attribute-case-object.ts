import type { JsonObject } from '../../model/json.ts'
import { standardAttributes } from '../../model/person-attributes.ts'
import type { ShownAttributeCase } from '../../store/people/read-attribute-cases.ts'

/** A case as the API shows it, without the values of an attribute that the caller is not shown. */
export function toAttributeCaseObject(one: ShownAttributeCase, hidden: ReadonlySet<string>): JsonObject {
  const isMasked = hidden.has(one.attribute)
  return {
    object: 'attribute_case',
    id: one.id,
    organization_id: one.organizationId,
    person_id: one.personId,
    person_name: one.personName,
    attribute: one.attribute,
    title: standardAttributes[one.attribute]?.title ?? one.attribute,
    state: one.state,
    masked: isMasked,
    value: isMasked ? null : one.value,
    candidates: one.claims.map((claim) => ({
      directory_id: claim.directory_id,
      directory_name: claim.directory_name,
      directory_user_id: claim.directory_user_id,
      directory_user_name: claim.directory_user_name,
      value: isMasked ? null : claim.value,
    })),
    chosen_user_id: one.chosenUserId,
    opened_at: one.openedAt.toISOString(),
    decided_at: one.decidedAt?.toISOString() ?? null,
  }
}
