import type { Explained } from '../../expressions/explain-expression.ts'
import type { SourceUser } from '../../model/source-record.ts'
import type { CompiledScope } from './compile-scope.ts'

/** A user of the source, and whether a member of one of the scope's groups. */
export type ScopeCandidate = { readonly user: SourceUser; readonly isInGroup: boolean }

/** Who of some users would be in. */
export type ScopePreview = {
  readonly in: number
  readonly out: number
  readonly users: readonly ScopePreviewUser[]
}

/** `rule`: what each part of the rule gives for this user; null where the scope has none. */
export type ScopePreviewUser = {
  readonly id: string
  readonly isIn: boolean
  readonly reason: string
  readonly rule: Explained | null
}

/** Shows whom a scope, also an unsaved one, has in it, and why or why not. */
export function previewScope(candidates: readonly ScopeCandidate[], scope: CompiledScope): ScopePreview {
  const users = candidates.map(({ user, isInGroup }) => {
    const { isIn, reason } = scope.decide(user, isInGroup)
    return { id: user.id, isIn, reason, rule: scope.explain(user) }
  })
  const count = users.filter(({ isIn }) => isIn).length
  return { in: count, out: users.length - count, users }
}
