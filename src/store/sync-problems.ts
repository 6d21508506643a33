import type { SourceGroup, SourceKind, SourceUser } from '../model/source-record.ts'
import type { EscrowedRecord, SyncProblem } from '../model/sync-problem.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { sqlParameters } from './sql-parameters.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** A problem as it was met. `record` null: it cannot be kept. `isRetried`: it may pass without a change of the record. */
export type NewProblem = Pick<SyncProblem, 'id' | 'kind' | 'sourceId' | 'code' | 'text' | 'name'> & {
  readonly record: SourceUser | SourceGroup | null
  readonly isRetried: boolean
}

// Minutes until a problem is tried again, by how often it was: after a week it is each day, and after four weeks never.
const ladder = [1, 5, 30, 120, 360, 720, 1440]

/** Notes problems, anew or once more. */
export async function noteProblems(
  on: Queryable,
  scope: Scope & { readonly at: Date },
  problems: readonly NewProblem[],
): Promise<void> {
  if (problems.length === 0) return
  const rows = new Map(
    problems.map((problem) => [`${problem.kind} ${problem.code} ${problem.sourceId}`, toRow(problem)]),
  )
  await on.query({
    name: 'note-sync-problems',
    text: `insert into sync_problems as p (organization_id, directory_id, id, kind, source_id, code, text, name, record,
        first_seen_at, last_seen_at, retry_at)
      select $1, $2, id, kind, source_id, code, text, name, record, $3, $3,
        case when is_retried then $3::timestamptz + interval '${ladder[0]} minutes' end
      from jsonb_to_recordset($4::jsonb) as row (id text, kind text, source_id text, code text, text text, name text,
        record jsonb, is_retried boolean)
      on conflict (organization_id, directory_id, kind, source_id, code) do update set
        text = excluded.text, name = excluded.name, record = excluded.record, attempts = p.attempts + 1,
        last_seen_at = excluded.last_seen_at,
        retry_at = case when excluded.retry_at is not null and p.first_seen_at > $3::timestamptz - interval '28 days'
          then $3::timestamptz + (array[${ladder.join()}])[least(p.attempts + 1, ${ladder.length})] * interval '1 minute' end`,
    values: [scope.organizationId, scope.directoryId, scope.at, JSON.stringify([...rows.values()])],
  })
}

function toRow({ sourceId, isRetried, ...problem }: NewProblem) {
  return { ...problem, source_id: sourceId, is_retried: isRetried }
}

/** Deletes the problems of these records that they have no more: all but the given ones. Costs nothing where the directory has none. */
export async function deleteSolvedProblems(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  {
    records,
    but,
  }: {
    readonly records: readonly { readonly kind: SourceKind; readonly sourceId: string }[]
    readonly but: readonly Pick<SyncProblem, 'kind' | 'sourceId' | 'code'>[]
  },
): Promise<void> {
  if (records.length === 0) return
  await on.query({
    name: 'delete-solved-problems',
    text: `delete from sync_problems p using unnest($3::text[], $4::text[]) as row (kind, source_id)
      where exists (select from sync_problems where organization_id = $1 and directory_id = $2) and p.organization_id = $1 and p.directory_id = $2 and p.kind = row.kind and p.source_id = row.source_id
        and not exists (select from unnest($5::text[], $6::text[], $7::text[]) as still (kind, source_id, code)
          where still.kind = p.kind and still.source_id = p.source_id and still.code = p.code)`,
    values: [
      ...[organizationId, directoryId],
      ...[records.map(({ kind }) => kind), records.map(({ sourceId }) => sourceId)],
      ...[but.map(({ kind }) => kind), but.map(({ sourceId }) => sourceId), but.map(({ code }) => code)],
    ],
  })
}

/** A row of `sync_problems` as `problemColumns` reads it. */
export type ProblemRow = {
  readonly id: string
  readonly organization_id: string
  readonly directory_id: string
  readonly kind: SourceKind
  readonly source_id: string
  readonly code: string
  readonly text: string
  readonly name: string
  readonly attempts: number
  readonly first_seen_at: Date
  readonly last_seen_at: Date
  readonly retry_at: Date | null
}

/** The records of problems that are due to be tried again, in the order of their problems, some at a time. */
export async function takeDueProblems(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  { at, after, limit }: { readonly at: Date; readonly after: string; readonly limit: number },
): Promise<readonly (EscrowedRecord & { readonly problemId: string })[]> {
  const rows = await on.query<{ id: string; kind: SourceKind; record: SourceUser | SourceGroup }>({
    name: 'take-due-problems',
    text: `select id, kind, record from sync_problems
      where organization_id = $1 and directory_id = $2 and retry_at <= $3 and record is not null and id > $4
      order by id limit $5`,
    values: [organizationId, directoryId, at, after, limit],
  })
  return rows.map(({ id, kind, record }) => ({ problemId: id, kind, record }) as EscrowedRecord & { problemId: string })
}

/** How many problems a directory has. */
export async function countProblems(on: Queryable, { organizationId, directoryId }: Scope): Promise<number> {
  const [row] = await on.query<{ count: number }>({
    text: 'select count(*)::integer as count from sync_problems where organization_id = $1 and directory_id = $2',
    values: [organizationId, directoryId],
  })
  return row?.count ?? 0
}

/** Makes a problem one that is tried again at the start of the next run; null when there is none. */
export async function retryProblem(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<SyncProblem | null> {
  const [row] = await on.query<ProblemRow>({
    text: `update sync_problems p set retry_at = $4 where organization_id = $1 and directory_id = $2 and id = $3
      returning ${problemColumns}`,
    values: [organizationId, directoryId, id, at],
  })
  return row ? toProblem(row) : null
}

/** The columns of the table `sync_problems p` that make a problem. */
export const problemColumns = `p.id, p.organization_id, p.directory_id, p.kind, p.source_id, p.code, p.text, p.name, p.attempts,
  p.first_seen_at, p.last_seen_at, p.retry_at`

/** A page of a directory's problems; `codes`: only those. */
export async function listProblems(
  on: Queryable,
  { organizationId, directoryId, codes = null }: Scope & { readonly codes?: readonly string[] | null },
  page: ListPage,
): Promise<Listed<SyncProblem>> {
  const parameters = sqlParameters([organizationId, directoryId, codes])
  const { conditions, end } = pageSql(idKey('p.id', parameters), page)
  const rows = await on.query<ProblemRow>({
    text: `select ${problemColumns}
      from sync_problems p where p.organization_id = $1 and p.directory_id = $2
      and ($3::text[] is null or p.code = any($3)) ${conditions.map((condition) => `and ${condition}`).join(' ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toProblem)
}

/** Makes a problem of its row. */
export function toProblem(row: ProblemRow): SyncProblem {
  return {
    id: row.id,
    organizationId: row.organization_id,
    directoryId: row.directory_id,
    kind: row.kind,
    sourceId: row.source_id,
    code: row.code,
    text: row.text,
    name: row.name,
    attempts: row.attempts,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    retryAt: row.retry_at,
  }
}

/** Forgets the problems of records that cannot be read and that a full listing, begun at this time, did not have any more. */
export async function deleteUnseenProblems(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  begunAt: Date,
): Promise<void> {
  await on.query({
    // A record that was taken with a problem has its hash, and is passed over while it stays the same.
    text: `delete from sync_problems p
      where organization_id = $1 and directory_id = $2 and record is null and last_seen_at < $3
        and not exists (select from source_records r
          where r.organization_id = $1 and r.directory_id = $2 and r.kind = p.kind and r.source_id = p.source_id
            and r.hash is not null)`,
    values: [organizationId, directoryId, begunAt],
  })
}
