import { isPulled } from '../../model/connection.ts'
import type { JsonObject } from '../../model/json.ts'
import type { DirectoryFacts, ShownRun } from '../../store/directory-health.ts'
import { apiStates } from '../directory-object.ts'
import { problemsOf } from './directory-problems.ts'

/** For how many hours events are told. */
export const hoursOfEvents = 24

/** How a directory does, as the screens show it. */
export function toDirectoryHealthObject(
  facts: DirectoryFacts,
  { now, events }: { readonly now: Date; readonly events: readonly number[] },
): JsonObject {
  const { connection, tokens, waiting } = facts
  return {
    object: 'directory_health',
    id: facts.id,
    organization_id: facts.organizationId,
    organization_name: facts.organizationName,
    type: facts.type,
    is_pulled: isPulled(facts),
    state: apiStates[facts.state],
    users: { active: facts.activeUsers, inactive: facts.inactiveUsers },
    groups: facts.groups,
    last_run: facts.lastRun && toRun(facts.lastRun),
    last_succeeded_at: toTime(connection?.lastSucceededAt),
    next_run_at: facts.state === 'inactive' ? null : toTime(connection?.nextRunAt),
    last_received_at: toTime(tokens.lastUsedAt),
    last_event_at: toTime(facts.lastEventAt),
    events_by_hour: [...events],
    waiting: { runs: waiting.runs, held: waiting.held, run_id: waiting.runId },
    refused_records: facts.problems,
    tokens: { usable: tokens.usable, expires_at: toTime(tokens.usableUntil) },
    problems: problemsOf(facts, now).map(({ since, ...problem }) => ({ ...problem, since: toTime(since) })),
  }
}

function toRun({ id, kind, state, createdAt, finishedAt, errorCode }: ShownRun): JsonObject {
  return {
    id,
    kind,
    state,
    created_at: createdAt.toISOString(),
    finished_at: toTime(finishedAt),
    error_code: errorCode,
  }
}

function toTime(at: Date | null | undefined): string | null {
  return at?.toISOString() ?? null
}
