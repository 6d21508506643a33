import type { SourceKind } from '../model/source-record.ts'
import { columnRows, type RowColumn } from './column-rows.ts'
import type { Queryable } from './database.ts'
import { textArray } from './text-array.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** The kinds of references: a group's member, a user's manager. */
export type ReferenceKind = 'member' | 'manager'

/** A reference: `objectId` (a group or user) names somebody by source id or alias. */
export type SourceReference = { readonly kind: ReferenceKind; readonly objectId: string; readonly name: string }

/** A reference to write. `isResolvable`: the one it names is here, and it is to be carried out. */
export type NewReference = SourceReference & { readonly isResolvable: boolean }

/** Under what the members of a group are kept that is not here (refused, or not listed yet), until it is. */
export function absentGroup(sourceId: string): string {
  return `source:${sourceId}`
}

const columns: readonly RowColumn<NewReference>[] = [
  { name: 'kind', type: 'text', of: ({ kind }) => kind },
  { name: 'object_id', type: 'text', of: ({ objectId }) => objectId },
  { name: 'name', type: 'text', of: ({ name }) => name },
  { name: 'is_resolvable', type: 'boolean', of: ({ isResolvable }) => String(isResolvable) },
]
const newRows = columnRows(columns, 4)

/** Keeps references, as seen by this run. */
export async function addReferences(
  on: Queryable,
  scope: Scope & { readonly runId: string },
  references: readonly NewReference[],
): Promise<void> {
  if (references.length === 0) return
  const { form, source, parameters } = newRows.of(distinct(references))
  await on.query({
    name: `add-source-references-${form}`,
    text: `insert into source_references as s (organization_id, directory_id, run_id, ${newRows.names})
      select $1, $2, $3, ${newRows.values} from ${source}
      on conflict (organization_id, directory_id, kind, object_id, name)
      do update set run_id = excluded.run_id, is_resolvable = excluded.is_resolvable or s.is_resolvable`,
    values: [scope.organizationId, scope.directoryId, scope.runId, ...parameters],
  })
}

function distinct<T extends SourceReference>(references: readonly T[]): T[] {
  return [...new Map(references.map((one) => [`${one.kind} ${one.objectId} ${one.name}`, one])).values()]
}

/** Deletes references: those that are carried out, or no longer so at the source. */
export async function deleteReferences(
  on: Queryable,
  scope: Scope,
  references: readonly SourceReference[],
): Promise<void> {
  if (references.length === 0) return
  await on.query({
    name: 'delete-source-references',
    text: `delete from source_references s using unnest($3::text[], $4::text[], $5::text[]) as row (kind, object_id, name)
      where s.organization_id = $1 and s.directory_id = $2 and s.kind = row.kind and s.object_id = row.object_id
        and s.name = row.name`,
    values: [scope.organizationId, scope.directoryId, ...toColumns(references)],
  })
}

/** Says of references that they are carried out for now, though they stay: those of managers. */
export async function settleReferences(
  on: Queryable,
  scope: Scope,
  references: readonly SourceReference[],
): Promise<void> {
  if (references.length === 0) return
  await on.query({
    name: 'settle-source-references',
    text: `update source_references s set is_resolvable = false
      from unnest($3::text[], $4::text[], $5::text[]) as row (kind, object_id, name)
      where s.organization_id = $1 and s.directory_id = $2 and s.kind = row.kind and s.object_id = row.object_id
        and s.name = row.name`,
    values: [scope.organizationId, scope.directoryId, ...toColumns(references)],
  })
}

function toColumns(references: readonly SourceReference[]) {
  return [
    textArray(references.map(({ kind }) => kind)),
    textArray(references.map(({ objectId }) => objectId)),
    textArray(references.map(({ name }) => name)),
  ]
}

/** Deletes the references of these users or groups: all of a kind, but for the given ones. */
export async function deleteOtherReferences(
  on: Queryable,
  scope: Scope,
  { kind, objectIds, but }: { kind: ReferenceKind; objectIds: readonly string[]; but: readonly SourceReference[] },
): Promise<void> {
  if (objectIds.length === 0) return
  await on.query({
    name: 'delete-other-source-references',
    text: `delete from source_references s
      where s.organization_id = $1 and s.directory_id = $2 and s.kind = $3 and s.object_id = any($4)
        and not exists (select from unnest($5::text[], $6::text[]) as row (object_id, name)
          where row.object_id = s.object_id and row.name = s.name)`,
    values: [
      ...[scope.organizationId, scope.directoryId, kind, objectIds],
      textArray(but.map(({ objectId }) => objectId)),
      textArray(but.map(({ name }) => name)),
    ],
  })
}

/** Has the references that name somebody carried out; `kind`: only those of it. */
export async function markResolvable(
  on: Queryable,
  scope: Scope,
  { names, kind = null }: { readonly names: readonly string[]; readonly kind?: ReferenceKind | null },
): Promise<void> {
  if (names.length === 0) return
  await on.query({
    name: 'mark-references-resolvable',
    text: `update source_references set is_resolvable = true
      where organization_id = $1 and directory_id = $2 and name = any($3) and ($4::text is null or kind = $4)
        and not is_resolvable and object_id not like 'source:%'`,
    values: [scope.organizationId, scope.directoryId, names, kind],
  })
}

/** A record that is called otherwise now: its alias changed. */
export type Renaming = {
  readonly kind: SourceKind
  readonly sourceId: string
  readonly from: string
  readonly to: string
}

/**
 * Lets references name those who are called otherwise now by their new name. To be called before their records are written: a name
 * that has become somebody else's meanwhile stays that one's.
 */
export async function renameReferences(on: Queryable, scope: Scope, renamings: readonly Renaming[]): Promise<void> {
  if (renamings.length === 0) return
  const rows = await on.query<{ kind: ReferenceKind; object_id: string; name: string; run_id: string; open: boolean }>({
    name: 'take-renamed-references',
    text: `delete from source_references s
      using unnest($3::text[], $4::text[], $5::text[], $6::text[]) as row (record_kind, source_id, old_name, new_name)
      where s.organization_id = $1 and s.directory_id = $2 and s.name = row.old_name
        and exists (select from source_records r where r.organization_id = $1 and r.directory_id = $2
          and r.kind = row.record_kind and r.source_id = row.source_id and r.alias = row.old_name)
      returning s.kind, s.object_id, row.new_name as name, s.run_id, s.is_resolvable as open`,
    values: [
      ...[scope.organizationId, scope.directoryId],
      textArray(renamings.map(({ kind }) => kind)),
      textArray(renamings.map(({ sourceId }) => sourceId)),
      textArray(renamings.map(({ from }) => from)),
      textArray(renamings.map(({ to }) => to)),
    ],
  })
  for (const [runId, some] of Map.groupBy(rows, (row) => row.run_id)) {
    const references = some.map(({ kind, object_id, name, open }) => ({
      kind,
      objectId: object_id,
      name,
      isResolvable: open,
    }))
    await addReferences(on, { ...scope, runId }, references)
  }
}

/** Gives the members that were kept for a group while it was not here to the group, to be carried out. */
export async function adoptReferences(
  on: Queryable,
  scope: Scope,
  groups: readonly { readonly sourceId: string; readonly objectId: string }[],
): Promise<void> {
  if (groups.length === 0) return
  await on.query({
    name: 'adopt-source-references',
    text: `update source_references s set object_id = row.object_id, is_resolvable = true
      from unnest($3::text[], $4::text[]) as row (absent_id, object_id)
      where s.organization_id = $1 and s.directory_id = $2 and s.kind = 'member' and s.object_id = row.absent_id`,
    values: [
      ...[scope.organizationId, scope.directoryId],
      textArray(groups.map(({ sourceId }) => absentGroup(sourceId))),
      textArray(groups.map(({ objectId }) => objectId)),
    ],
  })
}

/** References that can be carried out, those of one object together, some at a time. */
export async function takeResolvable(on: Queryable, scope: Scope, limit: number): Promise<SourceReference[]> {
  const rows = await on.query<{ kind: ReferenceKind; object_id: string; name: string }>({
    name: 'take-resolvable-references',
    text: `select kind, object_id, name from source_references
      where organization_id = $1 and directory_id = $2 and is_resolvable order by kind, object_id, name limit $3`,
    values: [scope.organizationId, scope.directoryId, limit],
  })
  return rows.map(({ kind, object_id, name }) => ({ kind, objectId: object_id, name }))
}

/** Deletes, some at a time, members that a full run did not see any more, and says how many. */
export async function deleteUnseenMembers(
  on: Queryable,
  { organizationId, directoryId, runId }: Scope & { readonly runId: string },
  limit: number,
): Promise<number> {
  const rows = await on.query({
    text: `delete from source_references where ctid = any(array(select ctid from source_references
        where organization_id = $1 and directory_id = $2 and kind = 'member' and run_id <> $3 limit $4))
      returning 1 as one`,
    values: [organizationId, directoryId, runId, limit],
  })
  return rows.length
}
