import type { JsonObject } from './json.ts'
import type { StagedRemoval, SyncCounts, SyncRun } from './sync-run.ts'

/** A run as the API and the events show it. */
export function toSyncRunObject(run: SyncRun): JsonObject {
  return {
    object: 'sync_run',
    id: run.id,
    organization_id: run.organizationId,
    directory_id: run.directoryId,
    kind: run.kind,
    trigger: run.trigger,
    state: run.state,
    phase: run.phase,
    counts: toCounts(run.counts),
    expected: run.expected,
    pages: run.pages,
    pauses: run.pauses,
    waited_ms: run.waitedMs,
    requested: run.requested,
    resume_at: toTime(run.resumeAt),
    error_code: run.errorCode,
    error_text: run.errorText,
    created_at: run.createdAt.toISOString(),
    started_at: toTime(run.startedAt),
    finished_at: toTime(run.finishedAt),
    updated_at: run.updatedAt.toISOString(),
  }
}

function toCounts(counts: SyncCounts): JsonObject {
  return {
    seen: counts.seen,
    unchanged: counts.unchanged,
    users_created: counts.usersCreated,
    users_updated: counts.usersUpdated,
    users_removed: counts.usersRemoved,
    groups_created: counts.groupsCreated,
    groups_updated: counts.groupsUpdated,
    groups_removed: counts.groupsRemoved,
    memberships_added: counts.membershipsAdded,
    memberships_removed: counts.membershipsRemoved,
    out_of_scope: counts.outOfScope,
    refused: counts.refused,
    held: counts.held,
  }
}

/** A staged removal as the API shows it. */
export function toStagedRemovalObject(removal: StagedRemoval): JsonObject {
  return {
    object: 'staged_removal',
    id: removal.id,
    directory_id: removal.directoryId,
    run_id: removal.runId,
    kind: removal.kind,
    reason: removal.reason,
    object_id: removal.objectId,
    detail: removal.detail === '' ? null : removal.detail,
    name: removal.name,
    email: removal.email,
    department: removal.department,
    last_seen_at: toTime(removal.lastSeenAt),
    state: removal.state,
    created_at: removal.createdAt.toISOString(),
    decided_at: toTime(removal.decidedAt),
  }
}

function toTime(at: Date | null): string | null {
  return at?.toISOString() ?? null
}
