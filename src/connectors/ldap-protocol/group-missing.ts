import { SourceError } from '../source-error.ts'

/** A group of a scope that is not there, or that nobody lets us see any more: that it has no members would make everybody leave. */
export function groupMissing(id: string): SourceError {
  return new SourceError(
    'settings_invalid',
    `There is no group ${id}, or the service account may not see it. Correct the scope, the bases of groups, or the rights.`,
  )
}
