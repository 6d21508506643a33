import { groupSearchWords, type SearchedUser, userNameKey, userSearchWords } from '../model/search-words.ts'
import type { UserAttributes } from '../model/user.ts'
import type { Queryable } from './database.ts'
import { textArray } from './text-array.ts'
import { wordsLiteral } from './words-literal.ts'

type UserRow = {
  readonly organization_id: string
  readonly id: string
  readonly idp_id: string
  readonly user_name: string
  readonly attributes: UserAttributes
}

type GroupRow = Omit<UserRow, 'user_name' | 'attributes'> & { readonly display_name: string }

/**
 * Makes users and groups searchable that were written before there was a search, some at a time, and says how many. What is
 * written meanwhile has its words by itself, and is passed over while somebody writes it: nobody waits for another in a circle.
 */
export async function fillSearch(on: Queryable, limit: number): Promise<number> {
  return (await fillUsers(on, limit)) + (await fillGroups(on, limit))
}

async function fillUsers(on: Queryable, limit: number): Promise<number> {
  const rows = await on.query<UserRow>({
    text: `select organization_id, id, idp_id, user_name, attributes from users where search is null order by id limit ${limit}`,
  })
  if (rows.length === 0) return 0
  const users = rows.map(toSearchedUser)
  const filled = await on.query({
    text: `with row as materialized (
        select u.organization_id, u.id, w.name_key, w.search
        from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as w (organization_id, id, name_key, search)
        join users u on u.organization_id = w.organization_id and u.id = w.id and u.search is null
        for update of u skip locked
      )
      update users u set name_key = row.name_key, search = row.search::tsvector from row
      where u.organization_id = row.organization_id and u.id = row.id returning 1 as one`,
    values: [
      textArray(users.map((user) => user.organizationId)),
      textArray(users.map((user) => user.id)),
      textArray(users.map(userNameKey)),
      textArray(users.map((user) => wordsLiteral(userSearchWords(user)))),
    ],
  })
  return filled.length
}

async function fillGroups(on: Queryable, limit: number): Promise<number> {
  const rows = await on.query<GroupRow>({
    text: `select organization_id, id, idp_id, display_name from groups where search is null order by id limit ${limit}`,
  })
  if (rows.length === 0) return 0
  const filled = await on.query({
    text: `with row as materialized (
        select g.organization_id, g.id, w.search from unnest($1::text[], $2::text[], $3::text[]) as w (organization_id, id, search)
        join groups g on g.organization_id = w.organization_id and g.id = w.id and g.search is null
        for update of g skip locked
      )
      update groups g set search = row.search::tsvector from row
      where g.organization_id = row.organization_id and g.id = row.id returning 1 as one`,
    values: [
      textArray(rows.map((row) => row.organization_id)),
      textArray(rows.map((row) => row.id)),
      textArray(rows.map(toGroupWords)),
    ],
  })
  return filled.length
}

function toSearchedUser(row: UserRow): SearchedUser {
  const { organization_id: organizationId, id, idp_id: idpId, user_name: userName, attributes } = row
  return { organizationId, id, idpId, userName, attributes: { ...noAttributes, ...attributes } }
}

/** Attributes of rows that others than the write path have made, as imports of old did. */
const noAttributes: UserAttributes = {
  first_name: null,
  last_name: null,
  name: null,
  email: null,
  emails: [],
  job_title: null,
  username: null,
  custom_attributes: {},
}

function toGroupWords({
  organization_id: organizationId,
  id,
  idp_id: idpId,
  display_name: displayName,
}: GroupRow): string {
  return wordsLiteral(groupSearchWords({ organizationId, id, idpId, displayName }))
}
