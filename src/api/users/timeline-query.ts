import { z } from 'zod'
import { type Caller, isAllowed, type Permission } from '../../model/api-key.ts'
import type { TimelineKind } from '../../store/object-timeline.ts'
import { listQuery } from '../list-query.ts'

const kinds = ['event', 'request', 'removal', 'problem'] as const satisfies readonly TimelineKind[]

/** Which permission each kind of entry needs besides that of the route: events tell what a reader of the object may know. */
const neededFor: Readonly<Record<TimelineKind, Permission | null>> = {
  event: null,
  request: 'scim_requests:read',
  removal: 'sync_runs:read',
  problem: 'sync_runs:read',
}

/** The query of a timeline. */
export const TimelineQuery = z.object({
  ...listQuery,
  kinds: z
    .enum(kinds, `must be of ${kinds.join(', ')}`)
    .array()
    .optional()
    .describe('A list: only these of `event`, `request`, `removal` and `problem`.'),
})

/** The kinds that are asked for and that the caller may know. */
export function kindsFor({ scopes }: Caller, asked: readonly TimelineKind[] = kinds): TimelineKind[] {
  return [...new Set(asked)].filter((kind) => {
    const permission = neededFor[kind]
    return permission === null || isAllowed(scopes, permission)
  })
}
