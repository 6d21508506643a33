import type { JsonObject } from '../../model/json.ts'
import type { SyncRun } from '../../model/sync-run.ts'
import {
  type DepartmentSum,
  findDecision,
  type GroupSum,
  type RemovalDecision,
  type RemovalSum,
  sumDepartments,
  sumGroups,
  sumRemovals,
} from '../../store/removal-summary.ts'
import { type GuardFinding, measureRun } from '../../sync/guards/measure-run.ts'
import type { ApiContext } from '../api-context.ts'

const mostNames = 50

/** What a run would remove, or has removed, added up as a person needs it who decides. */
export async function readGuardReport({ database }: Pick<ApiContext, 'database'>, run: SyncRun): Promise<JsonObject> {
  const [sums, departments, groups, decision, findings] = await Promise.all([
    sumRemovals(database, run),
    sumDepartments(database, run, mostNames),
    sumGroups(database, run, mostNames),
    findDecision(database, run),
    measureRun(database, run),
  ])
  return {
    object: 'sync_guard',
    run_id: run.id,
    directory_id: run.directoryId,
    undecided: sums.reduce((sum, { state, count }) => sum + (state === 'held' ? count : 0), 0),
    removals: sums.map(toSum),
    limits: findings.map(toLimit),
    departments: departments.map(toDepartment),
    groups: groups.map(toGroup),
    decision: decision && toDecision(decision),
  }
}

function toSum({ kind, reason, state, count, activeCount }: RemovalSum): JsonObject {
  return { kind, reason, state, count, active_count: activeCount }
}

function toLimit({ kind, what, removals, total, percent, atLeast, text }: GuardFinding): JsonObject {
  return { kind, what, removals, total, percent, at_least: atLeast, is_exceeded: text !== null, text }
}

function toDepartment({ name, count }: DepartmentSum): JsonObject {
  return { name, count }
}

function toGroup({ id, name, count, memberCount }: GroupSum): JsonObject {
  return { id, name, count, member_count: memberCount }
}

function toDecision({ word, at, actor, reason }: RemovalDecision): JsonObject {
  return { word, at: at.toISOString(), actor: { ...actor }, reason }
}
