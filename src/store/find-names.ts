import { askedWords } from '../model/search-words.ts'
import type { Database, Queryable } from './database.ts'
import { inLiveDirectory } from './live-directory.ts'
import { searchGroups } from './search-groups.ts'
import { searchPeople } from './search-people.ts'

/** Something that a search found, whatever it is. */
export type Found = {
  readonly id: string
  readonly name: string
  /** What is told beside the name: a type, an e-mail address. */
  readonly detail: string | null
  readonly organizationId: string | null
  readonly directoryId: string | null
  readonly state: string | null
}

type Row = {
  readonly id: string
  readonly name: string
  readonly detail: string | null
  readonly organization_id: string | null
  readonly directory_id: string | null
  readonly state: string | null
}

/** What is looked for: in one organization, or (null) in all; the text as it was typed. */
export type NameSearch = { readonly organizationId: string | null; readonly text: string; readonly limit: number }

/** The words of a text as a tsquery of their beginnings; null when there is none. Quoted, so that none is an operator. */
export function beginningsOf(text: string): string | null {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(' & ')
}

/** The words of a name, as the indexes have them (migrations/0019_overview.sql). */
function wordsOf(column: string): string {
  return `to_tsvector('simple', translate(${column}, './:@_-+?=&%~<>', '              '))`
}

/** Organizations by the beginnings of the words of their names. */
export async function findOrganizationsByName(on: Queryable, search: NameSearch): Promise<Found[]> {
  return find(on, search, {
    name: 'find-organizations-by-name',
    text: `select o.id, o.name, o.external_id as detail, o.id as organization_id, null as directory_id, null as state
      from organizations o where ${wordsOf('o.name')} @@ to_tsquery('simple', $2) and o.deleted_at is null
        and ($1::text is null or o.id = $1) order by lower(o.name), o.id limit $3`,
  })
}

/** Directories by the beginnings of the words of their names. */
export async function findDirectoriesByName(on: Queryable, search: NameSearch): Promise<Found[]> {
  return find(on, search, {
    name: 'find-directories-by-name',
    text: `select d.id, d.name, d.type as detail, d.organization_id, d.id as directory_id, d.state
      from directories d where ${wordsOf('d.name')} @@ to_tsquery('simple', $2) and d.state <> 'deleting'
        and ($1::text is null or d.organization_id = $1) order by lower(d.name), d.id limit $3`,
  })
}

/** Webhook endpoints and sinks by a part of their address or name. There are few: each is looked at. */
export async function findDestinationsByName(on: Queryable, search: NameSearch): Promise<Found[]> {
  const rows = await on.query<Row>({
    name: 'find-destinations-by-name',
    text: `select d.id, coalesce(d.settings ->> 'url', d.settings ->> 'name', d.kind) as name, d.kind as detail,
        d.organization_id, null as directory_id,
        case when d.paused_at is not null then 'paused' when not d.is_enabled then 'disabled'
          when d.failing_since is not null then 'failing' else 'enabled' end as state
      from destinations d
      where strpos(lower(coalesce(d.settings ->> 'url', d.settings ->> 'name', d.kind)), lower($2)) > 0
        and ($1::text is null or d.organization_id = $1) order by d.id desc limit $3`,
    values: [search.organizationId, search.text, search.limit],
  })
  return rows.map(toFound)
}

/** One object of each kind that an id can mean, by the beginning of the id; each looks into an index of ids. */
const byId = {
  organization: `select id, name, external_id as detail, id as organization_id, null as directory_id, null as state
    from organizations o where id = $2 and deleted_at is null and ($1::text is null or id = $1)`,
  directory: `select id, name, type as detail, organization_id, id as directory_id, state
    from directories d where id = $2 and state <> 'deleting' and ($1::text is null or organization_id = $1)`,
  directory_user: `select id, coalesce(attributes ->> 'name', user_name) as name, attributes ->> 'email' as detail, organization_id,
      directory_id, case when active then 'active' else 'inactive' end as state
    from users u where id = $2 and ($1::text is null or organization_id = $1) and ${inLiveDirectory('u')}`,
  person: `select id, display_name as name, attributes ->> 'mail' as detail, organization_id, null as directory_id, status as state
    from people p where id = $2 and ($1::text is null or organization_id = $1)`,
  directory_group: `select id, display_name as name, null as detail, organization_id, directory_id, null as state
    from groups g where id = $2 and ($1::text is null or organization_id = $1) and ${inLiveDirectory('g')}`,
  sync_run: `select r.id, d.name, r.kind as detail, r.organization_id, r.directory_id, r.state
    from sync_runs r join directories d on d.organization_id = r.organization_id and d.id = r.directory_id
    where r.id = $2 and ($1::text is null or r.organization_id = $1) and d.state <> 'deleting'`,
  event: `select id, type as name, object_id as detail, organization_id, stream_id as directory_id, null as state
    from events e where id = $2 and ($1::text is null or organization_id = $1)`,
  webhook_endpoint: `select id, coalesce(settings ->> 'url', settings ->> 'name', kind) as name, kind as detail, organization_id,
      null as directory_id, case when paused_at is not null then 'paused' when is_enabled then 'enabled' else 'disabled' end as state
    from destinations d where id = $2 and ($1::text is null or organization_id = $1)`,
} as const

/** What can be found by its id. */
export type FoundKind = keyof typeof byId

/** The object of this kind with this id, or null; null too when it is another organization's than `organizationId` (null: any). */
export async function findById(
  on: Queryable,
  kind: FoundKind,
  { organizationId, id }: { readonly organizationId: string | null; readonly id: string },
): Promise<Found | null> {
  const [row] = await on.query<Row>({ name: `find-${kind}-by-id`, text: byId[kind], values: [organizationId, id] })
  return row ? toFound(row) : null
}

async function find(
  on: Queryable,
  { organizationId, text, limit }: NameSearch,
  query: { readonly name: string; readonly text: string },
): Promise<Found[]> {
  const beginnings = beginningsOf(text)
  if (beginnings === null) return []
  return (await on.query<Row>({ ...query, values: [organizationId, beginnings, limit] })).map(toFound)
}

function toFound(row: Row): Found {
  return {
    id: row.id,
    name: row.name,
    detail: row.detail,
    organizationId: row.organization_id,
    directoryId: row.directory_id,
    state: row.state,
  }
}

const newestFirst = { sort: 'created_at', order: 'desc', after: null, before: null } as const

/** People by the beginnings of the words of their names, logins and addresses, or by an id. */
export async function findUsersByText(on: Database, { organizationId, text, limit }: NameSearch): Promise<Found[]> {
  if (askedWords(text).length === 0) return []
  const open = {
    active: null,
    groupIds: null,
    department: null,
    jobTitle: null,
    managerNames: null,
    updatedSince: null,
  }
  const filter = { organizationId, directoryId: null, text, ...open }
  const { records } = await searchPeople(on, filter, { ...newestFirst, limit })
  return records.map(({ id, directoryId, organizationId, active, attributes }) => ({
    id,
    name: attributes.name ?? attributes.email ?? attributes.username ?? id,
    detail: attributes.email ?? attributes.username ?? null,
    organizationId,
    directoryId,
    state: active ? 'active' : 'inactive',
  }))
}

/** People by what any of their users is called; each once, though all of its users are found. */
export async function findPersonsByText(on: Database, search: NameSearch): Promise<Found[]> {
  const users = await findUsersByText(on, { ...search, limit: search.limit * usersOfOne })
  if (users.length === 0) return []
  const rows = await on.query<Row>({
    name: 'find-persons-of-users',
    text: `select p.id, p.display_name as name, p.attributes ->> 'mail' as detail, p.organization_id, null as directory_id,
        p.status as state
      from (select distinct l.organization_id, l.person_id from unnest($1::text[], $2::text[]) u (organization_id, id)
          cross join lateral (select organization_id, person_id from person_links
            where organization_id = u.organization_id and user_id = u.id offset 0) l) l
        join people p on p.organization_id = l.organization_id and p.id = l.person_id
      order by p.display_name_key, p.id limit $3`,
    values: [users.map(({ organizationId }) => organizationId), users.map(({ id }) => id), search.limit],
  })
  return rows.map(toFound)
}

/** A person is seldom more users than these. */
const usersOfOne = 3

/** Groups by the beginnings of the words of their names, or by an id. */
export async function findGroupsByName(on: Database, { organizationId, text, limit }: NameSearch): Promise<Found[]> {
  if (askedWords(text).length === 0) return []
  const filter = { organizationId, directoryId: null, text }
  const { records } = await searchGroups(on, filter, { ...newestFirst, limit })
  return records.map((group) => ({
    id: group.id,
    name: group.displayName,
    detail: null,
    organizationId: group.organizationId,
    directoryId: group.directoryId,
    state: null,
  }))
}
