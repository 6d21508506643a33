import type { Entry } from 'ldapts'
import type { SourceMemberChanges, SourceMembers, SourceRemoval } from '../../model/source-record.ts'
import { bytesOf } from '../ldap-protocol/entry-values.ts'
import type { Controller } from './controller.ts'
import { primaryGroupOf } from './list-all.ts'
import { memberParts } from './members.ts'
import { guidText } from './object-guid.ts'
import { entryId, groupAttributes, readGroup } from './read-group.ts'
import { readUserPage } from './read-user-page.ts'
import { type FindPrimaryGroup, groupNumber, primaryMembers, type Reading, readByIds } from './reading.ts'
import type { Told } from './told.ts'

/** What reading changes works with. */
export type Changes = {
  readonly reading: Reading
  readonly controller: Controller
  readonly primaryOf: FindPrimaryGroup
}

/** An id that is gone may have been a user's or a group's: what is left of it does not always say. */
export function removalsOf(ids: readonly string[]): readonly SourceRemoval[] {
  return ids.flatMap((id): SourceRemoval[] => [
    { kind: 'user', id },
    { kind: 'group', id },
  ])
}

/**
 * Tells objects that changed, read whole. One that is not found among those that are read was deleted, moved out of the bases, or
 * left the filter: a full listing would not have it either. Groups come with all their members.
 */
export async function* tellChanged(changes: Changes, ids: readonly string[]): AsyncGenerator<Told> {
  const { records } = changes.reading.pageSizes
  for (let at = 0; at < ids.length; at += records) yield* tellSome(changes, ids.slice(at, at + records))
}

async function* tellSome(changes: Changes, ids: readonly string[]): AsyncGenerator<Told> {
  const { reading, controller } = changes
  const userAttributes = [...reading.attributes.asked, 'objectSid']
  const users = await readByIds(controller, controller.users, { ids, attributes: userAttributes })
  const others = ids.filter((id) => !users.some((user) => idOf(user) === id))
  const groups = await readByIds(controller, controller.groups, {
    ids: others,
    attributes: [...groupAttributes, 'objectSid'],
  })
  const gone = others.filter((id) => !groups.some((group) => idOf(group) === id))
  yield {
    ...readUserPage(users, reading),
    groups: groups.map(readGroup),
    memberChanges: await primaryChanges(changes, users),
    removed: removalsOf(gone),
  }
  for (const group of groups) yield { wholeGroups: [await wholeGroup(changes, group)] }
}

function idOf(entry: Entry): string | null {
  const guid = bytesOf(entry, 'objectGUID')
  return guid ? guidText(guid) : null
}

/** Users are members of their primary group, which does not list them. Whoever had another before is listed by that one from then on. */
async function primaryChanges(
  { primaryOf }: Changes,
  users: readonly Entry[],
): Promise<readonly SourceMemberChanges[]> {
  const added = new Map<string, string[]>()
  for (const user of users) {
    const groupId = await primaryGroupOf(user, primaryOf)
    if (groupId !== null) added.set(groupId, [...(added.get(groupId) ?? []), entryId(user)])
  }
  return [...added].map(([groupId, memberIds]) => ({ groupId, added: memberIds, removed: [] }))
}

async function wholeGroup({ reading, controller }: Changes, group: Entry): Promise<SourceMembers> {
  const groupId = entryId(group)
  const memberIds: string[] = []
  const { range } = reading.pageSizes
  for await (const part of memberParts(controller.connection, groupId, range)) memberIds.push(...part)
  const number = groupNumber(group)
  if (number !== null) {
    for await (const part of primaryMembers(controller, number)) memberIds.push(...part)
  }
  return { groupId, memberIds: [...new Set(memberIds)] }
}
