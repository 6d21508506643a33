import type { SourceGroup, SourceKind, SourceUser } from '../../model/source-record.ts'
import { type ComparedRecords, compareRecords, nothingCompared, type SourceRecord } from '../../store/source-records.ts'
import type { RecordsPart } from './page-parts.ts'
import { recordHash } from './record-hash.ts'
import type { RunContext } from './run-context.ts'
import { withScopeGroups } from './with-scope-groups.ts'

/** What is known of the records of a part: which of them are as they were, and the others. */
export type ComparedPart = {
  readonly users: ComparedRecords
  readonly groups: ComparedRecords
  readonly changed: readonly NewOrChanged[]
  /** The context in which they were compared: it knows who is in the scope's groups. */
  readonly context: RunContext
}

/** A record that is new (`stored` is null) or has changed. */
export type NewOrChanged = { readonly hash: string; readonly stored: SourceRecord | null } & (
  | { readonly kind: 'user'; readonly record: SourceUser }
  | { readonly kind: 'group'; readonly record: SourceGroup }
)

/** Compares the records of a part with what is known of them: a hash each, and one look-up for all of a kind. Writes nothing. */
export async function compareRecordsPart(given: RunContext, part: RecordsPart): Promise<ComparedPart> {
  const context = await withScopeGroups(given, part.users)
  const [users, groups] = await Promise.all([
    compare(context, 'user', part.users),
    compare(context, 'group', part.groups),
  ])
  const changed = [...changedOf('user', part.users, users), ...changedOf('group', part.groups, groups)]
  return { users: users.compared, groups: groups.compared, changed: changed as NewOrChanged[], context }
}

/** Parts of a part with at most so many records that are changed; those that are not go with the first. */
export function splitCompared(
  part: RecordsPart,
  compared: ComparedPart,
  changedAtOnce: number,
): (readonly [RecordsPart, ComparedPart])[] {
  const { changed } = compared
  if (changed.length <= changedAtOnce) return [[part, compared]]
  const later = changed.slice(changedAtOnce)
  const isLater = new Set<object>(later.map(({ record }) => record))
  const first = {
    ...part,
    users: part.users.filter((user) => !isLater.has(user)),
    groups: part.groups.filter((group) => !isLater.has(group)),
  }
  const none = { ...compared, users: nothingCompared, groups: nothingCompared }
  const rest = {
    ...part,
    users: later.flatMap((one) => (one.kind === 'user' ? one.record : [])),
    groups: later.flatMap((one) => (one.kind === 'group' ? one.record : [])),
  }
  return [
    [first, { ...compared, changed: changed.slice(0, changedAtOnce) }],
    ...splitCompared(rest, { ...none, changed: later }, changedAtOnce),
  ]
}

type HashedKind = { readonly hashes: readonly string[]; readonly compared: ComparedRecords }

async function compare(
  { database, run, connection, isInScopeGroup }: RunContext,
  kind: SourceKind,
  records: readonly (SourceUser | SourceGroup)[],
): Promise<HashedKind> {
  const hashes = records.map((record) =>
    recordHash(record, {
      generation: connection.generation,
      isInScopeGroup: 'status' in record && isInScopeGroup(record),
    }),
  )
  const ids = records.map(({ id }) => id)
  return { hashes, compared: await compareRecords(database, run, { kind, ids, hashes }) }
}

function changedOf(kind: SourceKind, records: readonly (SourceUser | SourceGroup)[], { hashes, compared }: HashedKind) {
  return [...compared.changed].map(([place, stored]) => ({ kind, record: records[place], hash: hashes[place], stored }))
}
