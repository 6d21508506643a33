import type { SourceKind } from '../model/source-record.ts'
import { columnRows, type RowColumn } from './column-rows.ts'
import type { Queryable } from './database.ts'
import { textArray } from './text-array.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** What is known of a record of a source: see the table. */
export type SourceRecord = {
  readonly number: number
  readonly alias: string | null
  readonly objectId: string | null
  /** Whether it is to be looked at again whatever it says: something of it was refused, or waits to be removed. */
  readonly isOpen: boolean
  /** Whether the user has left the scope, and what follows of it was done. */
  readonly hasLeft: boolean
  /** Whether references to the user's managers are kept, and problems of the record: where there are none, none are deleted. */
  readonly hasManagers: boolean
  readonly hasProblems: boolean
}

/** A record as it is to be written. `hash` null: it is looked at again. */
export type WrittenRecord = {
  readonly kind: SourceKind
  readonly sourceId: string
  readonly number: number
  readonly alias: string | null
  readonly objectId: string | null
  readonly hash: string | null
  readonly hasLeft?: boolean
}

/** What became of records of a page: the unchanged as one text of numbers, the others one by one. */
export type ComparedRecords = {
  /** `{1,2,3}`, as PostgreSQL writes and reads arrays: nobody here looks into it. */
  readonly unchangedNumbers: string | null
  readonly unchanged: number
  /** Unchanged ones that have no user or group. */
  readonly unchangedWithoutObject: number
  /** By the record's place in the page; null for one that is new. */
  readonly changed: ReadonlyMap<number, SourceRecord | null>
}

/** What is known of no records. */
export const nothingCompared: ComparedRecords = {
  unchangedNumbers: null,
  unchanged: 0,
  unchangedWithoutObject: 0,
  changed: new Map(),
}

type ComparedRow = {
  readonly place: number | null
  readonly number: number | null
  readonly alias: string | null
  readonly object_id: string | null
  readonly is_open: boolean | null
  readonly has_left: boolean | null
  readonly has_managers: boolean | null
  readonly has_problems: boolean | null
  readonly numbers: string | null
  readonly unchanged: number | null
  readonly without_object: number | null
}

/** Hashes of records, by which PostgreSQL tells those that have changed. */
export type HashedRecords = {
  readonly kind: SourceKind
  readonly ids: readonly string[]
  readonly hashes: readonly string[]
}

/**
 * Says which records are as they were, by their hashes. The look-up of each by itself (`limit 1`) keeps PostgreSQL from
 * reading the whole directory where it knows nothing of the table yet.
 */
export async function compareRecords(
  on: Queryable,
  scope: Scope,
  { kind, ids, hashes }: HashedRecords,
): Promise<ComparedRecords> {
  if (ids.length === 0) return nothingCompared
  const rows = await on.query<ComparedRow>({
    name: 'compare-source-records',
    text: `with found as materialized (
        select given.source_id, given.place::integer - 1 as place, r.number, r.alias, r.object_id, r.has_left, r.number is not null and r.hash is null as is_open,
          coalesce(r.hash = decode(given.hash, 'hex'), false) as is_same
        from unnest($4::text[], $5::text[]) with ordinality as given (source_id, hash, place)
        left join lateral (select number, alias, object_id, has_left, hash from source_records
          where organization_id = $1 and directory_id = $2 and kind = $3 and source_id = given.source_id limit 1) r on true
      )
      select null as place, null as number, null as alias, null as object_id, null as is_open, null as has_left,
        null as has_managers, null as has_problems, array_agg(number)::text as numbers, count(*)::integer as unchanged,
        (count(*) filter (where object_id is null or has_left))::integer as without_object
      from found where is_same
      union all
      select place, number, alias, object_id, is_open, has_left,
        $3 = 'user' and object_id is not null and exists (select from source_references s
          where s.organization_id = $1 and s.directory_id = $2 and s.kind = 'manager' and s.object_id = found.object_id),
        number is not null and exists (select from sync_problems p
          where p.organization_id = $1 and p.directory_id = $2 and p.kind = $3 and p.source_id = found.source_id),
        null, null, null
      from found where not is_same`,
    values: [scope.organizationId, scope.directoryId, kind, textArray(ids), textArray(hashes)],
  })
  return toCompared(rows)
}

function toCompared(rows: readonly ComparedRow[]): ComparedRecords {
  const changed = new Map<number, SourceRecord | null>()
  for (const row of rows) if (row.place !== null) changed.set(row.place, toRecord(row))
  const summary = rows.find(({ place }) => place === null)
  return {
    unchangedNumbers: summary?.numbers ?? null,
    unchanged: summary?.unchanged ?? 0,
    unchangedWithoutObject: summary?.without_object ?? 0,
    changed,
  }
}

function toRecord({ number, alias, object_id, ...row }: ComparedRow): SourceRecord | null {
  if (number === null) return null
  return {
    number,
    alias,
    objectId: object_id,
    isOpen: row.is_open === true,
    hasLeft: row.has_left === true,
    hasManagers: row.has_managers === true,
    hasProblems: row.has_problems === true,
  }
}

/** The number of the last record that the directory's source had. */
export async function readLastNumber(on: Queryable, scope: Scope): Promise<number> {
  const [row] = await on.query<{ last_record_number: number }>({
    name: 'read-last-record-number',
    text: 'select last_record_number from connections where organization_id = $1 and directory_id = $2',
    values: [scope.organizationId, scope.directoryId],
  })
  return row?.last_record_number ?? 0
}

const written: readonly RowColumn<WrittenRecord>[] = [
  { name: 'kind', type: 'text', of: ({ kind }) => kind },
  { name: 'source_id', type: 'text', of: ({ sourceId }) => sourceId },
  { name: 'number', type: 'integer', of: ({ number }) => String(number) },
  { name: 'alias', type: 'text', of: ({ alias }) => alias },
  { name: 'object_id', type: 'text', of: ({ objectId }) => objectId },
  { name: 'hash', type: 'bytea', of: ({ hash }) => hash && `\\x${hash}` },
  { name: 'has_left', type: 'boolean', of: ({ hasLeft = false }) => String(hasLeft) },
]
const writtenRows = columnRows(written, 3)

/** Writes what records are now. */
export async function writeRecords(on: Queryable, scope: Scope, records: readonly WrittenRecord[]): Promise<void> {
  if (records.length === 0) return
  const { form, source, parameters } = writtenRows.of(records)
  await on.query({
    name: `write-source-records-${form}`,
    text: `insert into source_records as r (organization_id, directory_id, ${writtenRows.names})
      select $1, $2, ${writtenRows.values} from ${source}
      on conflict (organization_id, directory_id, kind, source_id)
      do update set alias = excluded.alias, object_id = excluded.object_id, hash = excluded.hash,
        has_left = excluded.has_left`,
    values: [scope.organizationId, scope.directoryId, ...parameters],
  })
}

/** Writes the number of the last record, where new ones were given numbers. Only the one run of a directory gives them. */
export async function moveLastNumber(on: Queryable, scope: Scope, newNumbers: readonly number[]): Promise<void> {
  if (newNumbers.length === 0) return
  await on.query({
    name: 'move-last-record-number',
    text: `update connections set last_record_number = $3
      where organization_id = $1 and directory_id = $2 and last_record_number < $3`,
    values: [scope.organizationId, scope.directoryId, newNumbers.reduce((last, number) => Math.max(last, number), 0)],
  })
}

/** Takes an alias from the records that had it: who is now called so is another one. */
export async function releaseAliases(on: Queryable, scope: Scope, aliases: readonly string[]): Promise<void> {
  if (aliases.length === 0) return
  await on.query({
    name: 'release-aliases',
    text: `update source_records set alias = null
      where organization_id = $1 and directory_id = $2 and alias is not null and alias = any($3)`,
    values: [scope.organizationId, scope.directoryId, aliases],
  })
}

/** The object of a record, and what the record is. */
export type FoundRecord = {
  readonly kind: SourceKind
  readonly sourceId: string
  readonly number: number
  readonly alias: string | null
  readonly objectId: string | null
}

type FoundRow = {
  readonly name: string
  readonly kind: SourceKind
  readonly source_id: string
  readonly number: number
  readonly alias: string | null
  readonly object_id: string | null
}

/** The records with these ids, by id. */
export async function findRecords(
  on: Queryable,
  scope: Scope,
  { kind, ids }: { readonly kind: SourceKind; readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, FoundRecord>> {
  if (ids.length === 0) return new Map()
  const rows = await on.query<FoundRow>({
    name: 'find-source-records',
    text: `select given.name, r.* from unnest($4::text[]) as given (name)
      cross join lateral (select kind, source_id, number, alias, object_id from source_records
        where organization_id = $1 and directory_id = $2 and kind = $3 and source_id = given.name limit 1) r`,
    values: [scope.organizationId, scope.directoryId, kind, textArray(ids)],
  })
  return byName(rows)
}

/** The records that are called so, by the name: users by id, then groups by id, then either by alias. */
export async function findRecordsByName(
  on: Queryable,
  scope: Scope,
  names: readonly string[],
): Promise<ReadonlyMap<string, FoundRecord>> {
  const found = new Map(await findRecords(on, scope, { kind: 'user', ids: names }))
  const left = () => names.filter((name) => !found.has(name))
  for (const [name, record] of await findRecords(on, scope, { kind: 'group', ids: left() })) found.set(name, record)
  for (const [name, record] of await findRecordsByAlias(on, scope, left())) found.set(name, record)
  return found
}

async function findRecordsByAlias(
  on: Queryable,
  scope: Scope,
  aliases: readonly string[],
): Promise<ReadonlyMap<string, FoundRecord>> {
  if (aliases.length === 0) return new Map()
  const rows = await on.query<FoundRow>({
    name: 'find-source-records-by-alias',
    text: `select given.name, r.* from unnest($3::text[]) as given (name)
      cross join lateral (select kind, source_id, number, alias, object_id from source_records
        where organization_id = $1 and directory_id = $2 and alias is not null and alias = given.name limit 1) r`,
    values: [scope.organizationId, scope.directoryId, textArray(aliases)],
  })
  return byName(rows)
}

function byName(rows: readonly FoundRow[]): ReadonlyMap<string, FoundRecord> {
  return new Map(
    rows.map(({ name, kind, source_id, number, alias, object_id }) => [
      name,
      { kind, sourceId: source_id, number, alias, objectId: object_id },
    ]),
  )
}

/** Has the records of these users and groups looked at by the next run, whatever they say. */
export async function reopenRecords(on: Queryable, scope: Scope, objectIds: readonly string[]): Promise<void> {
  if (objectIds.length === 0) return
  await on.query({
    name: 'reopen-source-records',
    text: `update source_records set hash = null
      where organization_id = $1 and directory_id = $2 and object_id = any($3)`,
    values: [scope.organizationId, scope.directoryId, objectIds],
  })
}

/** Forgets records. */
export async function deleteRecords(
  on: Queryable,
  scope: Scope,
  { kind, ids }: { readonly kind: SourceKind; readonly ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return
  await on.query({
    name: 'delete-source-records',
    text: `delete from source_records
      where organization_id = $1 and directory_id = $2 and kind = $3 and source_id = any($4)`,
    values: [scope.organizationId, scope.directoryId, kind, ids],
  })
}
