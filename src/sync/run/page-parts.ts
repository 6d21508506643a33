import type { SourcePage } from '../../connectors/connector.ts'
import type {
  SourceGroup,
  SourceMembers,
  SourceRemoval,
  SourceUser,
  UnreadableRecord,
} from '../../model/source-record.ts'

/** What is committed at once: records, members of groups, or what is gone, in bounded pieces. */
export type PagePart = RecordsPart | MembersPart | WholeGroupPart | RemovedPart | RefusedPart

export type RecordsPart = {
  readonly kind: 'records'
  readonly users: readonly SourceUser[]
  readonly groups: readonly SourceGroup[]
  /** Set for records that are tried once more: after the rest of the page, or from the escrow. */
  readonly again?: {
    /** Source ids of those whose user or group is not in the directory, though it should be. */
    readonly gone: ReadonlySet<string>
  }
}

/** Some members of groups, each named once. */
export type MembersPart = { readonly kind: 'members'; readonly lists: readonly MemberList[] }
export type MemberList = {
  readonly groupId: string
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** Who is no more in a group whose members were told whole: to be done after those were added. */
export type WholeGroupPart = { readonly kind: 'whole_group'; readonly group: SourceMembers }

export type RemovedPart = { readonly kind: 'removed'; readonly removed: readonly SourceRemoval[] }

/** Records that are there but cannot be taken: the connector could not read them, or the database cannot hold one. */
export type RefusedPart = { readonly kind: 'refused'; readonly records: readonly UnreadableRecord[] }

// What is planned at once keeps requests waiting, and what is written at once stays in memory.
const mostRecords = 500
const mostMembers = 2000

/**
 * The parts of a page in the order in which they are committed: users and groups, then members, then what is gone. Of a
 * record that comes twice the last counts. A member that a page both adds and removes is one.
 */
export function splitPage(page: SourcePage, membersAtOnce = mostMembers): PagePart[] {
  const lists = [
    ...(page.members ?? []).map(({ groupId, memberIds }) => ({ groupId, added: memberIds, removed: [] })),
    ...(page.memberChanges ?? []),
    ...(page.wholeGroups ?? []).map(({ groupId, memberIds }) => ({ groupId, added: memberIds, removed: [] })),
  ]
  return [
    ...splitRecords(lastOfEach(page.users ?? []), lastOfEach(page.groups ?? [])),
    ...inChunks(page.unreadable ?? [], mostRecords).map((records) => ({ kind: 'refused', records }) as const),
    ...splitMembers(joinLists(lists), membersAtOnce),
    ...joinWholes(page.wholeGroups ?? []).map((group) => ({ kind: 'whole_group', group }) as const),
    ...inChunks(
      lastOfEach(page.removed ?? [], ({ kind, id }) => `${kind} ${id}`),
      mostRecords,
    ).map((removed) => ({ kind: 'removed', removed }) as const),
  ]
}

/** Two halves of a part, of which one is refused by the database for all; null for a part of one record. */
export function halve(part: PagePart): PagePart[] | null {
  if (part.kind === 'records') return halveRecords(part)
  if (part.kind === 'members') return halveMembers(part)
  if (part.kind !== 'removed' || part.removed.length < 2) return null
  return halvesOf(part.removed).map((removed) => ({ ...part, removed }))
}

function halveRecords(part: RecordsPart): RecordsPart[] | null {
  const { users, groups } = part
  if (users.length + groups.length < 2) return null
  if (users.length === 0) return halvesOf(groups).map((half) => ({ ...part, groups: half }))
  if (groups.length === 0) return halvesOf(users).map((half) => ({ ...part, users: half }))
  return [
    { ...part, groups: [] },
    { ...part, users: [] },
  ]
}

function halveMembers(part: MembersPart): MembersPart[] | null {
  if (part.lists.length > 1) return halvesOf(part.lists).map((lists) => ({ ...part, lists }))
  const [list] = part.lists
  if (!list || list.added.length + list.removed.length < 2) return null
  const { groupId, added, removed } = list
  const parts =
    removed.length > 0 && added.length > 0
      ? [
          { groupId, added, removed: [] },
          { groupId, added: [], removed },
        ]
      : halvesOf(added.length > 0 ? added : removed).map((half) =>
          added.length > 0 ? { groupId, added: half, removed: [] } : { groupId, added: [], removed: half },
        )
  return parts.map((one) => ({ kind: 'members', lists: [one] }))
}

function halvesOf<T>(list: readonly T[]): T[][] {
  const middle = Math.ceil(list.length / 2)
  return [list.slice(0, middle), list.slice(middle)]
}

/** A page of an incremental listing may tell a record twice, the later being the newer. */
function lastOfEach<T extends { readonly id: string }>(
  records: readonly T[],
  keyOf: (record: T) => string = ({ id }) => id,
): readonly T[] {
  const byKey = new Map(records.map((record) => [keyOf(record), record]))
  return byKey.size === records.length ? records : [...byKey.values()]
}

function splitRecords(users: readonly SourceUser[], groups: readonly SourceGroup[]): RecordsPart[] {
  if (users.length + groups.length === 0) return []
  if (users.length + groups.length <= mostRecords) return [{ kind: 'records', users, groups }]
  return [
    ...inChunks(users, mostRecords).map((some) => ({ kind: 'records', users: some, groups: [] }) as const),
    ...inChunks(groups, mostRecords).map((some) => ({ kind: 'records', users: [], groups: some }) as const),
  ]
}

function joinLists(lists: readonly MemberList[]): MemberList[] {
  return [...Map.groupBy(lists, ({ groupId }) => groupId)].map(([groupId, some]) => {
    const added = new Set(some.flatMap((list) => list.added))
    return { groupId, added: [...added], removed: [...new Set(some.flatMap((list) => list.removed)).difference(added)] }
  })
}

function joinWholes(groups: readonly SourceMembers[]): SourceMembers[] {
  return [...Map.groupBy(groups, ({ groupId }) => groupId)].map(([groupId, some]) => ({
    groupId,
    memberIds: some.flatMap(({ memberIds }) => memberIds),
  }))
}

function splitMembers(lists: readonly MemberList[], atOnce: number): MembersPart[] {
  const parts: { kind: 'members'; lists: MemberList[]; count: number }[] = []
  for (const { groupId, added, removed } of lists) {
    const pieces = [
      ...inChunks(added, atOnce).map((some) => ({ groupId, added: some, removed: [] })),
      ...inChunks(removed, atOnce).map((some) => ({ groupId, added: [], removed: some })),
    ]
    for (const piece of pieces) {
      const count = piece.added.length + piece.removed.length
      const last = parts.at(-1)
      if (last && last.count + count <= atOnce) {
        last.lists.push(piece)
        last.count += count
      } else parts.push({ kind: 'members', lists: [piece], count })
    }
  }
  return parts.map((part) => ({ kind: part.kind, lists: part.lists }))
}

function inChunks<T>(list: readonly T[], length: number): T[][] {
  const chunks: T[][] = []
  for (let start = 0; start < list.length; start += length) chunks.push(list.slice(start, start + length))
  return chunks
}
