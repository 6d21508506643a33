import type { RemovalKind, RemovalReason, RemovalState, StagedRemoval } from '../model/sync-run.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { type SqlParameters, sqlParameters } from './sql-parameters.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** A removal that a run has found. `detail`: the member of a membership, the target of an attribute; else empty. */
export type NewRemoval = {
  readonly id: string
  readonly kind: RemovalKind
  readonly reason: RemovalReason
  readonly objectId: string
  readonly detail?: string
  /** Who or what that is, for people. */
  readonly name: string
}

/** The SQL condition of what is open: neither done nor taken back. */
export const isOpen = `state in ('planned', 'held', 'approved', 'rejected')`

/**
 * Stages removals, as `planned`. Those that are staged already are left alone, whatever was decided about them; what was applied
 * or withdrawn may come again.
 */
export async function stageRemovals(
  on: Queryable,
  { organizationId, directoryId, runId, at }: Scope & { readonly runId: string; readonly at: Date },
  removals: readonly NewRemoval[],
): Promise<void> {
  if (removals.length === 0) return
  const rows = removals.map(({ objectId, ...removal }) => ({ detail: '', ...removal, object_id: objectId }))
  await on.query({
    name: 'stage-removals',
    text: `insert into staged_removals (organization_id, directory_id, run_id, created_at, state,
        id, kind, reason, object_id, detail, name, is_active, email, department,
        last_seen_at)
      select $1, $2, $3, $4, 'planned', row.id, kind, reason, object_id, detail, name,
        coalesce(u.active and u.id = row.object_id, false), u.attributes->>'email',
        u.attributes->'custom_attributes'->>'department_name',
        case when reason <> 'absent' then $4
          else greatest(whole.started_at, case when kind = 'user' then u.updated_at end) end
      from jsonb_to_recordset($5::jsonb) as row (id text, kind text, reason text, object_id text, detail text, name text)
      left join users u on u.organization_id = $1
        and u.id = case kind when 'membership' then row.detail else row.object_id end
      left join (select started_at from sync_runs
        where organization_id = $1 and directory_id = $2 and id < $3 and kind = 'full' and state in ('completed', 'waiting')
        order by id desc limit 1) whole on true
      on conflict (organization_id, directory_id, kind, object_id, detail) where ${isOpen} do nothing`,
    values: [organizationId, directoryId, runId, at, JSON.stringify(rows)],
  })
}

/** What the source has again. Without a `detail`: everything of this kind that is open for the object. */
export type Wanted = { readonly kind: RemovalKind; readonly objectId: string; readonly detail?: string }

/** Takes back the open removals of what the source has again, and says how many those were. */
export async function withdrawRemovals(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  wanted: readonly Wanted[],
): Promise<number> {
  if (wanted.length === 0) return 0
  const rows = await on.query({
    name: 'withdraw-removals',
    text: `update staged_removals s set state = 'withdrawn'
      from jsonb_to_recordset($3::jsonb) as row (kind text, object_id text, detail text)
      where s.organization_id = $1 and s.directory_id = $2 and s.${isOpen} and s.kind = row.kind
        and s.object_id = row.object_id and (row.detail is null or s.detail = row.detail)
      returning 1 as one`,
    values: [
      ...[organizationId, directoryId],
      JSON.stringify(wanted.map(({ kind, objectId, detail }) => ({ kind, object_id: objectId, detail }))),
    ],
  })
  return rows.length
}

/**
 * Takes back what is open for users or groups themselves and for their attributes, but for what still holds, by the same
 * reason: who was absent and is now deactivated is another case to decide. Says how many were taken back.
 */
export async function withdrawAllBut(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  {
    objectIds,
    still,
  }: { readonly objectIds: readonly string[]; readonly still: readonly Omit<NewRemoval, 'id' | 'name'>[] },
): Promise<number> {
  if (objectIds.length === 0) return 0
  const rows = await on.query({
    name: 'withdraw-all-but',
    text: `update staged_removals s set state = 'withdrawn'
      where s.organization_id = $1 and s.directory_id = $2 and s.${isOpen} and s.object_id = any($3)
        and s.kind in ('user', 'group', 'attribute')
        and not exists (select from jsonb_to_recordset($4::jsonb) as row (kind text, reason text, object_id text, detail text)
          where row.kind = s.kind and row.reason = s.reason and row.object_id = s.object_id
            and coalesce(row.detail, '') = s.detail)
      returning 1 as one`,
    values: [
      ...[organizationId, directoryId, objectIds],
      JSON.stringify(still.map(({ objectId, ...removal }) => ({ ...removal, object_id: objectId }))),
    ],
  })
  return rows.length
}

/** The members of these groups whose removal is open, as `group member`. */
export async function findOpenMemberRemovals(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  groupIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await on.query<{ object_id: string; detail: string }>({
    name: 'find-open-member-removals',
    text: `select object_id, detail from staged_removals
      where organization_id = $1 and directory_id = $2 and kind = 'membership' and object_id = any($3) and ${isOpen}`,
    values: [organizationId, directoryId, groupIds],
  })
  return new Set(rows.map(({ object_id, detail }) => `${object_id} ${detail}`))
}

/** A row of `staged_removals` as `removalColumns` reads it. */
export type RemovalRow = {
  readonly id: string
  readonly organization_id: string
  readonly directory_id: string
  readonly run_id: string
  readonly kind: RemovalKind
  readonly reason: RemovalReason
  readonly object_id: string
  readonly detail: string
  readonly name: string
  readonly email: string | null
  readonly department: string | null
  readonly last_seen_at: Date | null
  readonly state: RemovalState
  readonly created_at: Date
  readonly decided_at: Date | null
}

/** The columns of the table `staged_removals s` that make a removal. */
export const removalColumns = `s.id, s.organization_id, s.directory_id, s.run_id, s.kind, s.reason, s.object_id, s.detail, s.name,
  s.email, s.department, s.last_seen_at, s.state, s.created_at, s.decided_at`

type OfRun = { readonly organizationId: string; readonly runId: string; readonly states: readonly RemovalState[] }

/** Removals of a run in the order in which they were staged, some at a time. */
export async function takeRemovals(on: Queryable, { organizationId, runId, states }: OfRun, limit: number) {
  const rows = await on.query<RemovalRow>({
    text: `select ${removalColumns} from staged_removals s
      where s.organization_id = $1 and s.run_id = $2 and s.state = any($3) order by s.id limit $4`,
    values: [organizationId, runId, states, limit],
  })
  return rows.map(toRemoval)
}

/** Which removals of a run are listed; null opens a condition. `department` empty: of whom none is known. */
export type RemovalFilter = OfRun & {
  readonly kinds: readonly RemovalKind[] | null
  readonly reasons?: readonly RemovalReason[] | null
  /** A part of a name or an e-mail address. */
  readonly search?: string | null
  readonly department?: string | null
  /** The id of a group: only its members, and memberships of it. */
  readonly group?: string | null
}

/** A page of a run's removals, for people. */
export async function listRemovals(
  on: Queryable,
  filter: RemovalFilter,
  page: ListPage,
): Promise<Listed<StagedRemoval>> {
  const { organizationId, runId, states, kinds, reasons = null } = filter
  const parameters = sqlParameters([organizationId, runId, states, kinds, reasons])
  const { conditions, end } = pageSql(idKey('s.id', parameters), page)
  const rows = await on.query<RemovalRow>({
    text: `select ${removalColumns} from staged_removals s where s.organization_id = $1 and s.run_id = $2
      and s.state = any($3) and ($4::text[] is null or s.kind = any($4)) and ($5::text[] is null or s.reason = any($5))
      ${[...searched(filter, parameters), ...conditions].map((condition) => `and ${condition}`).join(' ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toRemoval)
}

/** Conditions on whom removals are about. They are looked at one by one within the run, whose removals an index gives. */
function searched({ search, department, group }: RemovalFilter, parameters: SqlParameters): string[] {
  const conditions: string[] = []
  if (search) {
    const text = parameters.add(search.normalize('NFC').toLowerCase())
    conditions.push(`(strpos(lower(s.name), ${text}) > 0 or strpos(lower(s.email), ${text}) > 0)`)
  }
  if (department === '') conditions.push('s.department is null')
  else if (department) conditions.push(`s.department = ${parameters.add(department)}`)
  if (group) {
    const id = parameters.add(group)
    conditions.push(`(s.object_id = ${id} or exists (select from memberships m
      where m.organization_id = s.organization_id and m.group_id = ${id} and m.member_id = s.object_id))`)
  }
  return conditions
}

/** Makes a removal of its row. */
export function toRemoval(row: RemovalRow): StagedRemoval {
  return {
    id: row.id,
    organizationId: row.organization_id,
    directoryId: row.directory_id,
    runId: row.run_id,
    kind: row.kind,
    reason: row.reason,
    objectId: row.object_id,
    detail: row.detail,
    name: row.name,
    email: row.email,
    department: row.department,
    lastSeenAt: row.last_seen_at,
    state: row.state,
    createdAt: row.created_at,
    decidedAt: row.decided_at,
  }
}
