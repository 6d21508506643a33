import type { SourceUser } from '../../model/source-record.ts'
import { isInGroupOf } from '../scope/scope-members.ts'
import type { RunContext } from './run-context.ts'

/** The context for a page of users: it knows which of them are in the scope's groups. One query, and none where the scope names no groups. */
export async function withScopeGroups(context: RunContext, users: readonly SourceUser[]): Promise<RunContext> {
  if (context.connection.scope.groups.length === 0) return context
  const members = await isInGroupOf(
    context.database,
    context,
    users.map(({ id }) => id),
  )
  return { ...context, isInScopeGroup: ({ id }) => members.has(id) }
}
