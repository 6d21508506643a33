import type { SourceUser } from '../../model/source-record.ts'
import type { UserContent } from '../../model/user.ts'
import type { MappingProblem } from '../mapping/mapping.ts'
import type { RunContext } from './run-context.ts'

/** What scope and mapping make of a user's record. */
export type JudgedUser =
  | {
      readonly is: 'in'
      readonly content: UserContent
      readonly manager: string | null
      readonly unknown: ReadonlySet<string>
      readonly problems: readonly MappingProblem[]
    }
  | { readonly is: 'out'; readonly reason: string }
  | { readonly is: 'unusable'; readonly problems: readonly MappingProblem[] }

/** Asks scope and mapping about a record. What neither can make a user of is a problem, not somebody who left. */
export function judgeUser(
  { scope, mapping, isInScopeGroup }: Pick<RunContext, 'scope' | 'mapping' | 'isInScopeGroup'>,
  user: SourceUser,
): JudgedUser {
  const { isIn, reason, isUndecided } = scope.decide(user, isInScopeGroup(user))
  if (isUndecided) return { is: 'unusable', problems: [scopeUndecided(reason)] }
  if (!isIn) return { is: 'out', reason }
  const { content, manager, unknown, problems } = mapping.apply(user)
  return content ? { is: 'in', content, manager, unknown, problems } : { is: 'unusable', problems }
}

function scopeUndecided(reason: string): MappingProblem {
  const text = `It cannot be said whether this user is in the scope: ${reason}. Until then nothing is changed.`
  return { target: 'scope', code: 'scope_undecided', text }
}
