import type { JsonObject } from '../../model/json.ts'
import type { PersonLink } from '../../model/person.ts'
import { columnRows, type RowColumn } from '../column-rows.ts'
import type { Queryable } from '../database.ts'
import { inPieces } from '../in-pieces.ts'
import { textArray } from '../text-array.ts'

/** A link with what matching and merging keep of it: `seen` is what its user said last where the newest value counts. */
export type StoredLink = PersonLink & {
  readonly seen: JsonObject | null
  /** Users of whom somebody said that they are somebody else; null for none. */
  readonly distinctFrom: readonly string[] | null
}

type Row = {
  readonly user_id: string
  readonly directory_id: string
  readonly person_id: string
  readonly rule: string
  readonly confidence: number
  readonly evidence: JsonObject
  readonly is_pinned: boolean
  readonly distinct_from: readonly string[] | null
  readonly seen: JsonObject | null
  readonly linked_at: Date
}

const names = `user_id, directory_id, person_id, rule, confidence, evidence, is_pinned, distinct_from, seen, linked_at`

/** The links of these users. */
export async function loadLinksOfUsers(
  on: Queryable,
  organizationId: string,
  userIds: readonly string[],
): Promise<StoredLink[]> {
  if (userIds.length === 0) return []
  const rows = await on.query<Row>({
    name: 'load-links-of-users',
    text: `select ${names} from person_links where organization_id = $1 and user_id = any($2)`,
    values: [organizationId, textArray(userIds)],
  })
  return rows.map((row) => toLink(organizationId, row))
}

/** The links of these people. */
export async function loadLinksOfPeople(
  on: Queryable,
  organizationId: string,
  personIds: readonly string[],
): Promise<StoredLink[]> {
  if (personIds.length === 0) return []
  const rows = await on.query<Row>({
    name: 'load-links-of-people',
    text: `select ${names} from person_links where organization_id = $1 and person_id = any($2)
      order by linked_at, user_id`,
    values: [organizationId, textArray(personIds)],
  })
  return rows.map((row) => toLink(organizationId, row))
}

/** The next users of a directory that are somebody's, disputed, or nobody's by decision, in the order of their ids. */
export async function listKnownUsers(
  on: Queryable,
  { organizationId, directoryId }: { readonly organizationId: string; readonly directoryId: string },
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const rows = await on.query<{ user_id: string }>({
    name: 'list-known-users',
    text: `(select user_id from person_links
        where organization_id = $1 and directory_id = $2 and user_id > $3 order by user_id limit $4)
      union
      (select user_id from match_cases where organization_id = $1 and directory_id = $2 and user_id > $3
        and state <> 'obsolete' order by user_id limit $4)
      order by 1 limit $4`,
    values: [organizationId, directoryId, after, limit],
  })
  return rows.map(({ user_id }) => user_id)
}

const columns: readonly RowColumn<StoredLink>[] = [
  { name: 'user_id', type: 'text', of: (link) => link.userId },
  { name: 'directory_id', type: 'text', of: (link) => link.directoryId },
  { name: 'person_id', type: 'text', of: (link) => link.personId },
  { name: 'rule', type: 'text', of: (link) => link.rule },
  { name: 'confidence', type: 'real', of: (link) => String(link.confidence) },
  { name: 'evidence', type: 'jsonb', of: (link) => JSON.stringify(link.evidence) },
  { name: 'is_pinned', type: 'boolean', of: (link) => String(link.isPinned) },
  {
    name: 'distinct_from',
    type: 'jsonb',
    of: ({ distinctFrom }) => distinctFrom && JSON.stringify(distinctFrom),
  },
  { name: 'seen', type: 'jsonb', of: (link) => link.seen && JSON.stringify(link.seen) },
  { name: 'linked_at', type: 'timestamptz', of: (link) => link.linkedAt.toISOString() },
]
const rows = columnRows(columns, 2)

/** Writes links, new ones and those that were there. */
export function writeLinks(on: Queryable, organizationId: string, links: readonly StoredLink[]): Promise<void> {
  return inPieces(links, async (piece) => {
    if (piece.length === 0) return
    const { form, source, parameters } = rows.of(piece)
    await on.query({
      name: `write-links-${form}`,
      text: `insert into person_links (organization_id, ${rows.names}) select $1, ${rows.values} from ${source}
        on conflict (organization_id, user_id) do update set directory_id = excluded.directory_id,
          person_id = excluded.person_id, rule = excluded.rule, confidence = excluded.confidence,
          evidence = excluded.evidence, is_pinned = excluded.is_pinned, distinct_from = excluded.distinct_from, seen = excluded.seen,
          linked_at = excluded.linked_at`,
      values: [organizationId, ...parameters],
    })
  })
}

/** Takes away the links of these users. */
export async function deleteLinks(on: Queryable, organizationId: string, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  await on.query({
    name: 'delete-links',
    text: 'delete from person_links where organization_id = $1 and user_id = any($2)',
    values: [organizationId, textArray(userIds)],
  })
}

function toLink(organizationId: string, row: Row): StoredLink {
  return {
    organizationId,
    userId: row.user_id,
    directoryId: row.directory_id,
    personId: row.person_id,
    rule: row.rule,
    confidence: row.confidence,
    evidence: row.evidence,
    isPinned: row.is_pinned,
    distinctFrom: row.distinct_from,
    seen: row.seen,
    linkedAt: row.linked_at,
  }
}
