import { z } from 'zod'
import type { SourceGroup, SourceMembers, SourceUser, UnreadableRecord } from '../../model/source-record.ts'
import type { Listing, SourcePage } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { type Row, readRows } from './read-rows.ts'
import { findUserColumns, readUser, referenceTo, type UserColumns } from './read-user.ts'
import type { CsvSettings } from './settings.ts'
import type { CopiedFile, Snapshot } from './snapshot.ts'

/** How many rows of a file make a page. */
export type PageSizes = { readonly rows: number; readonly members: number }

/** How files are read. */
export type Reading = { readonly settings: CsvSettings; readonly pageSizes: PageSizes }

const parts = ['users', 'groups', 'memberships'] as const

/** Where a listing goes on: after so many rows of a file, in the very files with which it began. */
const Place = z.object({ part: z.enum(parts), rows: z.int().min(0), files: z.string() })
type Place = z.infer<typeof Place>

// Rows may have a megabyte each.
const longestPage = 4 * 1024 ** 2

type Page = Omit<SourcePage, 'resume'>
type Pages = AsyncGenerator<{ readonly page: Page; readonly rows: number }, void>

/** Lists all three files of a snapshot: users, groups, memberships. Going on with other files is refused: half of each would be read. */
export async function* listFiles(snapshot: Snapshot, reading: Reading, from: string | null): Listing {
  const start = readPlace(from, snapshot.fingerprint)
  for (const part of parts.slice(parts.indexOf(start.part))) {
    const file = snapshot[part]
    if (!file) continue
    const skip = part === start.part ? start.rows : 0
    for await (const { page, rows } of readers[part](file, reading, skip)) {
      const place: Place = { part, rows, files: snapshot.fingerprint }
      yield { ...page, resume: JSON.stringify(place) }
    }
  }
  return { cursor: null }
}

function readPlace(from: string | null, files: string): Place {
  if (from === null) return { part: 'users', rows: 0, files }
  const place = Place.parse(JSON.parse(from))
  if (place.files === files) return place
  throw new SourceError(
    'listing_incomplete',
    'The files were replaced while they were read. Nobody is removed; the next run reads the new ones.',
  )
}

const readers: Readonly<Record<(typeof parts)[number], (file: CopiedFile, reading: Reading, skip: number) => Pages>> = {
  users: userPages,
  groups: groupPages,
  memberships: membershipPages,
}

async function* userPages(file: CopiedFile, reading: Reading, skip: number): Pages {
  const ids = new Set<string>()
  let columns: UserColumns | undefined
  for await (const { rows, end } of pagesOfRows(file, reading.settings, reading.pageSizes.rows)) {
    const [first] = rows
    columns ??= first && findUserColumns(Object.keys(first.values), reading.settings)
    const found = columns
    const read = found ? rows.map((row) => onlyOnce(readUser(row, found), row, ids)) : []
    if (end <= skip) continue
    const users = read.filter((one): one is SourceUser => 'status' in one)
    yield { page: { users, unreadable: read.filter(isUnreadable) }, rows: end }
  }
}

async function* groupPages(file: CopiedFile, reading: Reading, skip: number): Pages {
  const ids = new Set<string>()
  for await (const { rows, end } of pagesOfRows(file, reading.settings, reading.pageSizes.rows)) {
    const read = rows.map((row) => onlyOnce(readGroup(row, file.name), row, ids))
    if (end <= skip) continue
    const groups = read.filter((one): one is SourceGroup => !isUnreadable(one))
    yield { page: { groups, unreadable: read.filter(isUnreadable) }, rows: end }
  }
}

function isUnreadable(read: SourceUser | SourceGroup | UnreadableRecord): read is UnreadableRecord {
  return 'code' in read
}

/** The second row of an id is refused: which of the two is right, only people know. */
function onlyOnce<T extends SourceUser | SourceGroup>(
  read: T | UnreadableRecord,
  { line }: Row,
  ids: Set<string>,
): T | UnreadableRecord {
  if (isUnreadable(read)) return read
  if (!ids.has(read.id)) {
    ids.add(read.id)
    return read
  }
  const kind = 'status' in read ? 'user' : 'group'
  const text = `Line ${line}: there is a row before with the id "${read.id}", and that one was taken. Remove one of them.`
  return { kind, id: read.id, name: read.alias ?? read.id, code: 'duplicate_id', text }
}

function readGroup({ values, line }: Row, file: string): SourceGroup {
  const id = values.id || values.group_id || values.name || values.group || ''
  if (!id) throw unreadable(file, line, 'has neither an "id" nor a "name"')
  return { id, name: values.name || values.display_name || id, attributes: { ...values } }
}

async function* membershipPages(file: CopiedFile, reading: Reading, skip: number): Pages {
  for await (const { rows, end } of pagesOfRows(file, reading.settings, reading.pageSizes.members)) {
    if (end <= skip) continue
    yield { page: { members: membersOf(rows, file.name) }, rows: end }
  }
}

function membersOf(rows: readonly Row[], file: string): SourceMembers[] {
  const pairs = rows.map((row) => readMembership(row, file))
  const byGroup = Map.groupBy(pairs, ({ groupId }) => groupId)
  return [...byGroup].map(([groupId, list]) => ({
    groupId,
    memberIds: [...new Set(list.map(({ memberId }) => memberId))],
  }))
}

/** A row of the file of the memberships. Throws where it does not say both ends. */
export function readMembership({ values, line }: Row, file: string): { groupId: string; memberId: string } {
  const groupId = values.group_id || values.group || values.group_name || ''
  const memberId = values.member_id || values.user_id || values.member || values.user || values.email || ''
  if (!groupId || !memberId) throw unreadable(file, line, 'does not say both "group_id" and "member_id"')
  return { groupId, memberId: referenceTo(memberId) }
}

async function* pagesOfRows(
  file: CopiedFile,
  settings: CsvSettings,
  size: number,
): AsyncGenerator<{ readonly rows: readonly Row[]; readonly end: number }, void> {
  let rows: Row[] = []
  let end = 0
  let started = 0
  for await (const row of readRows(file, settings)) {
    rows.push(row)
    end += 1
    if (rows.length < size && row.bytes - started < longestPage) continue
    yield { rows, end }
    rows = []
    started = row.bytes
  }
  if (rows.length > 0) yield { rows, end }
}

function unreadable(file: string, line: number, what: string): SourceError {
  return new SourceError('unreadable', `"${file}", line ${line} ${what}. Put it right; until then nothing is changed.`)
}
