import type { MemberKind } from '../../model/overlay/document.ts'
import type { PersonStatus } from '../../model/person.ts'
import type { Queryable } from '../database.ts'

/** Somebody who is in an object, or for whom its rule cannot be decided. */
export type ListedMember = {
  readonly personId: string
  readonly displayName: string
  /** The name by which lists are ordered, which with the id is the place of the next page. */
  readonly nameKey: string
  readonly status: PersonStatus
  /** As they are kept: those by rule without its text. Empty for the undecided. */
  readonly reasons: readonly { readonly by: string }[]
  readonly since: Date | null
  readonly missing: string | null
}

/** A page of the members of an object, or of those who are undecided for it, by name. */
export type MemberPage = {
  readonly organizationId: string
  readonly kind: MemberKind
  readonly objectId: string
  readonly which: 'members' | 'unknown'
  readonly after: MemberPlace | null
  /** Given alone, the page is the last one before this place; it comes in the order in which it is read, backwards. */
  readonly before?: MemberPlace | null
  readonly limit: number
}

/** A place in the list of members. */
export type MemberPlace = { readonly nameKey: string; readonly personId: string }

// Of so many, all are looked up and sorted. Of more, people are walked through by name: enough of them are in it.
const sortedAtOnce = 2_000

const kept = {
  members: { table: 'overlay_members', columns: 'm.reasons, m.since, null::text as missing' },
  unknown: { table: 'overlay_unknown', columns: `'[]'::json as reasons, null::timestamptz as since, m.missing` },
} as const

/** Lists who is in an object by name, from a place on; a page costs the same wherever it is and however many there are. */
export async function listObjectMembers(on: Queryable, page: MemberPage): Promise<ListedMember[]> {
  const { organizationId, kind, objectId, which, after, before = null, limit } = page
  const isBackward = before !== null && after === null
  const place = isBackward ? before : after
  const [count] = await on.query<{ readonly count: number }>({
    name: `count-listed-${which}`,
    text: `select ${which} as count from overlay_counts where organization_id = $1 and kind = $2 and object_id = $3`,
    values: [organizationId, kind, objectId],
  })
  const isMany = (count?.count ?? 0) > sortedAtOnce
  const { table, columns } = kept[which]
  const ofObject = `m.organization_id = $1 and m.kind = $2 and m.object_id = $3`
  const shown = `p.id as "personId", p.display_name as "displayName", p.display_name_key as "nameKey", p.status`
  const fromPlace = `(p.display_name_key, p.id) ${isBackward ? '<' : '>'} ($4, $5)`
  const order = isBackward ? 'p.display_name_key desc, p.id desc' : 'p.display_name_key, p.id'
  const text = isMany
    ? `select ${shown}, ${columns} from people p
        cross join lateral (select * from ${table} m where ${ofObject} and m.person_id = p.id offset 0) m
        where p.organization_id = $1 and ${fromPlace} order by ${order} limit $6`
    : `with m as materialized (select * from ${table} m where ${ofObject})
        select ${shown}, ${columns} from m
        cross join lateral (select * from people where organization_id = $1 and id = m.person_id offset 0) p
        where ${fromPlace} order by ${order} limit $6`
  return on.query<ListedMember>({
    name: `list-object-${which}-${isMany ? 'many' : 'few'}${isBackward ? '-back' : ''}`,
    text,
    values: [organizationId, kind, objectId, place?.nameKey ?? '', place?.personId ?? '', limit],
  })
}

/** Those of these people who are in an object, in no order. */
export async function readListedMembers(
  on: Queryable,
  { organizationId, kind, objectId }: Pick<MemberPage, 'organizationId' | 'kind' | 'objectId'>,
  personIds: readonly string[],
): Promise<ListedMember[]> {
  return on.query<ListedMember>({
    name: 'read-listed-members',
    text: `select p.id as "personId", p.display_name as "displayName", p.display_name_key as "nameKey", p.status, m.reasons, m.since,
        null::text as missing
      from overlay_members m join people p on p.organization_id = $1 and p.id = m.person_id
      where m.organization_id = $1 and m.kind = $2 and m.object_id = $3 and m.person_id = any($4)`,
    values: [organizationId, kind, objectId, personIds],
  })
}
