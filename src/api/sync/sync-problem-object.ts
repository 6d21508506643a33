import type { JsonObject } from '../../model/json.ts'
import type { SyncProblem } from '../../model/sync-problem.ts'

/** A problem of a record as the API shows it. */
export function toSyncProblemObject(problem: SyncProblem): JsonObject {
  return {
    object: 'sync_problem',
    id: problem.id,
    directory_id: problem.directoryId,
    kind: problem.kind,
    source_id: problem.sourceId,
    name: problem.name,
    code: problem.code,
    text: problem.text,
    attempts: problem.attempts,
    first_seen_at: problem.firstSeenAt.toISOString(),
    last_seen_at: problem.lastSeenAt.toISOString(),
    retry_at: problem.retryAt?.toISOString() ?? null,
  }
}
