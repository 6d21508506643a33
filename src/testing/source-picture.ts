import assert from 'node:assert/strict'
import type { Listing, SourcePage } from '../connectors/connector.ts'
import type { SourceUser } from '../model/source-record.ts'

/** What a directory looks like that has read pages of a source. */
export type SourcePicture = {
  readonly users: Map<string, SourceUser>
  readonly groups: Map<string, string>
  readonly members: Map<string, Set<string>>
}

export function emptyPicture(): SourcePicture {
  return { users: new Map(), groups: new Map(), members: new Map() }
}

/** Puts a page into a picture. Who is removed leaves with all memberships, as the engine has it. */
export function applyPage(picture: SourcePicture, page: SourcePage): void {
  for (const user of page.users ?? []) picture.users.set(user.id, user)
  for (const { id, name } of page.groups ?? []) picture.groups.set(id, name)
  applyMembers(picture, page)
  for (const { kind, id } of page.removed ?? []) {
    picture[kind === 'user' ? 'users' : 'groups'].delete(id)
    picture.members.delete(id)
    for (const members of picture.members.values()) members.delete(id)
  }
}

function applyMembers({ members }: SourcePicture, page: SourcePage): void {
  const told = (page.members ?? []).map(({ groupId, memberIds }) => ({ groupId, added: memberIds, removed: [] }))
  for (const { groupId, added, removed } of [...told, ...(page.memberChanges ?? [])]) {
    const held = members.get(groupId) ?? new Set()
    members.set(groupId, held)
    for (const id of added) held.add(id)
    for (const id of removed) held.delete(id)
  }
}

/** Reads a listing to its end, into a picture. */
export async function readListing(listing: Listing | undefined, picture = emptyPicture()) {
  assert.ok(listing)
  const pages: SourcePage[] = []
  for (;;) {
    const { done, value } = await listing.next()
    if (done) return { picture, pages, cursor: value.cursor ?? '' }
    pages.push(value)
    applyPage(picture, value)
  }
}

/** A picture to compare: memberships of users and groups that are there. */
export function plainPicture({ users, groups, members }: SourcePicture) {
  const isThere = (id: string) => users.has(id) || groups.has(id)
  return {
    users: [...users.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    groups: [...groups].sort(),
    members: [...members]
      .filter(([id]) => groups.has(id))
      .map(([id, held]) => [id, [...held].filter(isThere).sort()] as const)
      .filter(([, held]) => held.length > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  }
}
