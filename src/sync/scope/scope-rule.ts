import type { SourceUser } from '../../model/source-record.ts'

/** Who of a source is synced, ready to be asked for every record. */
export type ScopeRule = {
  /** `isInGroup`: whether the user is a member of one of the scope's groups; of no meaning where it names none. */
  decide(user: SourceUser, isInGroup: boolean): ScopeDecision
}

/**
 * Whether somebody is in, and why or why not, in words: `not in /Sales or below`, `the rule is unknown: user.department is
 * missing`. `isUndecided`: the credential may not see what is needed, or the rule fails with the values that are there, which is no
 * reason for anybody who is in to leave.
 */
export type ScopeDecision = { readonly isIn: boolean; readonly reason: string; readonly isUndecided?: true }
