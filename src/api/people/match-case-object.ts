import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import type { ShownMatchCase } from '../../store/people/read-match-cases.ts'

/** A case as the API shows it. */
export function toMatchCaseObject(one: ShownMatchCase): JsonObject {
  return {
    object: 'match_case',
    id: one.id,
    organization_id: one.organizationId,
    directory_id: one.directoryId,
    directory_name: one.directoryName,
    directory_user_id: one.userId,
    directory_user_name: one.userName,
    state: one.state,
    reason: one.reason,
    rule: one.rule,
    candidates: candidatesOf(one).map(({ personId, displayName }) => ({
      person_id: personId,
      display_name: displayName,
    })),
    decision: one.decision,
    opened_at: one.openedAt.toISOString(),
    decided_at: one.decidedAt?.toISOString() ?? null,
  }
}

/** Whose the user may be, as it was when the case was opened. */
export function candidatesOf({ candidates }: Pick<ShownMatchCase, 'candidates'>) {
  return candidates.filter(isJsonObject).map((one: JsonObject) => ({
    personId: textOf(one.person_id),
    displayName: textOf(one.display_name),
  }))
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
