import type { JsonObject } from '../../model/json.ts'
import type { PersonLink } from '../../model/person.ts'
import type { Queryable } from '../database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from '../list-page.ts'
import { sqlParameters } from '../sql-parameters.ts'

/** A link with what its user is called, and in which directory it is. */
export type ShownLink = PersonLink & {
  /** Null for a user that is gone since. */
  readonly user: {
    readonly name: string
    readonly email: string | null
    readonly idpId: string
    readonly isActive: boolean
  } | null
  readonly directory: { readonly name: string; readonly type: string } | null
}

type LinkRow = {
  readonly organization_id: string
  readonly user_id: string
  readonly directory_id: string
  readonly person_id: string
  readonly rule: string
  readonly confidence: number
  readonly evidence: JsonObject
  readonly is_pinned: boolean
  readonly linked_at: Date
  readonly user_name: string | null
  readonly user_email: string | null
  readonly user_idp_id: string | null
  readonly user_active: boolean | null
  readonly directory_name: string | null
  readonly directory_type: string | null
}

/** What users are called, in SQL, under the alias `u`. */
export const userNameSql = `coalesce(u.attributes->>'name',
  nullif(concat_ws(' ', u.attributes->>'first_name', u.attributes->>'last_name'), ''), u.user_name, u.attributes->>'email', u.id)`

const shownLinks = `select l.organization_id, l.user_id, l.directory_id, l.person_id, l.rule, l.confidence, l.evidence, l.is_pinned,
    l.linked_at, ${userNameSql} as user_name, u.attributes->>'email' as user_email, coalesce(u.external_id, u.idp_id) as user_idp_id,
    u.active as user_active, d.name as directory_name, d.type as directory_type
  from person_links l
  left join users u on u.organization_id = l.organization_id and u.id = l.user_id
  left join directories d on d.organization_id = l.organization_id and d.id = l.directory_id`

/** Nobody is that many users; what is beyond is not shown. */
const mostLinks = 200

/** The users that are a person's, the first linked first. */
export async function linksOfPerson(on: Queryable, organizationId: string, personId: string): Promise<ShownLink[]> {
  const rows = await on.query<LinkRow>({
    name: 'links-of-person',
    text: `${shownLinks} where l.organization_id = $1 and l.person_id = $2 order by l.linked_at, l.user_id limit ${mostLinks}`,
    values: [organizationId, personId],
  })
  return rows.map(toShownLink)
}

/** Whose a user is; null while it is nobody's. */
export async function findLink(on: Queryable, organizationId: string, userId: string): Promise<ShownLink | null> {
  const [row] = await on.query<LinkRow>({
    name: 'find-person-link',
    text: `${shownLinks} where l.organization_id = $1 and l.user_id = $2`,
    values: [organizationId, userId],
  })
  return row ? toShownLink(row) : null
}

function toShownLink(row: LinkRow): ShownLink {
  return {
    organizationId: row.organization_id,
    userId: row.user_id,
    directoryId: row.directory_id,
    personId: row.person_id,
    rule: row.rule,
    confidence: row.confidence,
    evidence: row.evidence,
    isPinned: row.is_pinned,
    linkedAt: row.linked_at,
    user:
      row.user_active === null
        ? null
        : {
            name: row.user_name ?? row.user_id,
            email: row.user_email,
            idpId: row.user_idp_id ?? '',
            isActive: row.user_active,
          },
    directory: row.directory_name === null ? null : { name: row.directory_name, type: row.directory_type ?? '' },
  }
}

/** That a user became, or ceased to be, somebody's. */
export type LinkChange = {
  readonly id: string
  readonly userId: string
  readonly personId: string
  readonly action: 'linked' | 'unlinked' | 'relinked'
  readonly rule: string
  readonly evidence: JsonObject
  readonly cause: JsonObject
  readonly occurredAt: Date
}

type HistoryRow = {
  readonly id: string
  readonly user_id: string
  readonly person_id: string
  readonly action: LinkChange['action']
  readonly rule: string
  readonly evidence: JsonObject
  readonly cause: JsonObject
  readonly occurred_at: Date
}

/** A page of how a person's links came about. */
export async function listLinkHistory(
  on: Queryable,
  { organizationId, personId }: { readonly organizationId: string; readonly personId: string },
  page: ListPage,
): Promise<Listed<LinkChange>> {
  const parameters = sqlParameters([organizationId, personId])
  const { conditions, end } = pageSql(idKey('h.id', parameters), page)
  const where = ['h.organization_id = $1', 'h.person_id = $2', ...conditions]
  const rows = await on.query<HistoryRow>({
    text: `select h.id, h.user_id, h.person_id, h.action, h.rule, h.evidence, h.cause, h.occurred_at
      from person_link_history h where ${where.join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, (row) => ({
    id: row.id,
    userId: row.user_id,
    personId: row.person_id,
    action: row.action,
    rule: row.rule,
    evidence: row.evidence,
    cause: row.cause,
    occurredAt: row.occurred_at,
  }))
}

/**
 * The users whose story is a person's: those that are linked, and those that once were and are nobody's now, because they are gone.
 */
export async function usersOfStory(
  on: Queryable,
  organizationId: string,
  personId: string,
): Promise<{ readonly id: string; readonly directoryId: string }[]> {
  const rows = await on.query<{ id: string; directory_id: string | null }>({
    name: 'users-of-story',
    text: `select l.user_id as id, l.directory_id from person_links l where l.organization_id = $1 and l.person_id = $2
      union
      select h.user_id, coalesce(d.directory_id, e.stream_id) from (select distinct user_id from person_link_history
          where organization_id = $1 and person_id = $2) h
        left join lateral (select directory_id from deleted_users where id = h.user_id and organization_id = $1 limit 1) d on true
        left join lateral (select stream_id from events where object_id = h.user_id and organization_id = $1
            and stream_id <> $1 order by seq desc limit 1) e on d.directory_id is null
      where not exists (select from person_links o where o.organization_id = $1 and o.user_id = h.user_id)
      limit ${mostOfStory}`,
    values: [organizationId, personId],
  })
  return rows.flatMap(({ id, directory_id: directoryId }) => (directoryId === null ? [] : [{ id, directoryId }]))
}

/** Whoever was more users than these has a story that nobody reads to its end. */
const mostOfStory = 20
