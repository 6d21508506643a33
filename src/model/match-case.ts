import type { JsonObject } from './json.ts'

/** Why a person has to say whose a user is. */
export type MatchCaseReason = 'disputed' | 'low_confidence' | 'reused' | 'conflict'

/** Somebody whom a user may be. */
export type MatchCandidate = { readonly personId: string; readonly displayName: string }

/** What somebody decided: that the user is a person's, somebody new, or nobody's. */
export type MatchDecision =
  | { readonly action: 'link'; readonly personId: string }
  | { readonly action: 'new' }
  | { readonly action: 'ignore' }

/** A user of whom a person has to say whose it is. `obsolete`: it is plain by now, without anybody having said so. */
export type MatchCase = {
  readonly id: string
  readonly organizationId: string
  readonly userId: string
  readonly directoryId: string
  readonly state: 'open' | 'decided' | 'obsolete'
  readonly reason: MatchCaseReason
  readonly rule: string
  readonly candidates: readonly MatchCandidate[]
  readonly decision: MatchDecision | null
  readonly openedAt: Date
  readonly decidedAt: Date | null
}

/** A case as the API and events show it. */
export function toMatchCaseObject(found: MatchCase): JsonObject {
  const { decision } = found
  return {
    object: 'match_case',
    id: found.id,
    directory_id: found.directoryId,
    directory_user_id: found.userId,
    state: found.state,
    reason: found.reason,
    rule: found.rule,
    candidates: found.candidates.map(({ personId, displayName }) => ({
      person_id: personId,
      display_name: displayName,
    })),
    decision:
      decision &&
      ('personId' in decision ? { action: decision.action, person_id: decision.personId } : { ...decision }),
  }
}
