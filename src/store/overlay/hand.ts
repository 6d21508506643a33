import type { Json } from '../../model/json.ts'
import type { MemberKind } from '../../model/overlay/document.ts'
import type { Queryable } from '../database.ts'

/** What somebody did by the API or a screen about one person and one object. */
export type HandRow = {
  readonly kind: MemberKind
  readonly objectId: string
  readonly personId: string
  readonly action: 'add' | 'remove'
  readonly until: string | null
  readonly actor: Json
}

type Row = {
  readonly kind: MemberKind
  readonly object_id: string
  readonly person_id: string
  readonly action: 'add' | 'remove'
  readonly until: string | null
  readonly actor: Json
}

/** What was done by hand about these people. */
export async function readHandOfPeople(
  on: Queryable,
  organizationId: string,
  personIds: readonly string[],
): Promise<HandRow[]> {
  const rows = await on.query<Row>({
    name: 'read-hand-of-people',
    text: `select kind, object_id, person_id, action, until::text, actor from overlay_hand_members
      where organization_id = $1 and person_id = any($2)`,
    values: [organizationId, personIds],
  })
  return rows.map(({ object_id, person_id, ...row }) => ({ ...row, objectId: object_id, personId: person_id }))
}

/** Writes what somebody did, in place of what was done before about the same person and object. */
export async function putHand(
  on: Queryable,
  organizationId: string,
  { row, at }: { readonly row: HandRow; readonly at: Date },
): Promise<void> {
  await on.query({
    name: 'put-hand',
    text: `insert into overlay_hand_members (organization_id, kind, object_id, person_id, action, until, actor, created_at)
      values ($1, $2, $3, $4, $5, $6::date, $7::jsonb, $8)
      on conflict (organization_id, kind, object_id, person_id) do update set action = excluded.action,
        until = excluded.until, actor = excluded.actor, created_at = excluded.created_at`,
    values: [
      organizationId,
      row.kind,
      row.objectId,
      row.personId,
      row.action,
      row.until,
      JSON.stringify(row.actor),
      at,
    ],
  })
}

/** Takes back what was done by hand about a person and an object; false when nothing was. */
export async function removeHand(
  on: Queryable,
  organizationId: string,
  { kind, objectId, personId }: Pick<HandRow, 'kind' | 'objectId' | 'personId'>,
): Promise<boolean> {
  const rows = await on.query({
    name: 'remove-hand',
    text: `delete from overlay_hand_members
      where organization_id = $1 and kind = $2 and object_id = $3 and person_id = $4 returning person_id`,
    values: [organizationId, kind, objectId, personId],
  })
  return rows.length > 0
}

/** Somebody who was added to or kept out of an object by hand, with what they are called and since when. */
export type ListedHand = HandRow & { readonly displayName: string; readonly createdAt: Date }

/** What was done by hand about an object, by the ids of people, after one of them. */
export async function listHandOfObject(
  on: Queryable,
  { organizationId, kind, objectId }: Pick<HandRow, 'kind' | 'objectId'> & { readonly organizationId: string },
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<ListedHand[]> {
  return on.query<ListedHand>({
    name: 'list-hand-of-object',
    text: `select h.kind, h.object_id as "objectId", h.person_id as "personId", h.action, h.until::text, h.actor,
        h.created_at as "createdAt", coalesce(p.display_name, h.person_id) as "displayName"
      from overlay_hand_members h left join people p on p.organization_id = $1 and p.id = h.person_id
      where h.organization_id = $1 and h.kind = $2 and h.object_id = $3 and h.person_id > $4
      order by h.person_id limit $5`,
    values: [organizationId, kind, objectId, after ?? '', limit],
  })
}
