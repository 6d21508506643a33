import type { Entry } from 'ldapts'
import type { SourceMembers } from '../../model/source-record.ts'
import type { Listing, SourcePage } from '../connector.ts'
import { textOf } from '../ldap-protocol/entry-values.ts'
import { SourceError } from '../source-error.ts'
import { type Controller, connectController } from './controller.ts'
import { presentCookie } from './dir-sync.ts'
import { memberPart, memberParts, memberRange } from './members.ts'
import { type Cursor, type Place, parsePlace, sections } from './place.ts'
import { entryId, groupAttributes, readGroup } from './read-group.ts'
import { readUserPage } from './read-user-page.ts'
import { createdWindows, type FindPrimaryGroup, primaryGroups, type Reading } from './reading.ts'
import type { Told } from './told.ts'

type Walk = { readonly reading: Reading; readonly controller: Controller; readonly primaryOf: FindPrimaryGroup }

/**
 * Lists the domain from one domain controller, in the order of the numbers with which objects were created there. These never
 * change, so that a listing goes on behind any page over a new connection, and what is created, moved or renamed meanwhile
 * hides nobody. Another domain controller has other numbers: there the section begins anew.
 */
export async function* listAll(reading: Reading, from: string | null, signal: AbortSignal): Listing {
  const place = parsePlace(from)
  await using controller = await connectController(reading.settings, reading.tools, {
    signal,
    wanted: place?.controller ?? null,
  })
  const start = place?.start ?? (await startOf(reading, controller))
  const isSame = place?.controller === controller.invocationId
  const walk = { reading, controller, primaryOf: primaryGroups(controller) }
  const first = place ? sections.indexOf(place.section) : 0
  for (const section of sections.slice(first)) {
    const after = isSame && place.section === section ? place.after : 0
    yield* listSection(walk, { start, controller: controller.invocationId, section, after })
  }
  return { cursor: JSON.stringify(start) }
}

/** Where the next incremental listing begins, taken before anything is read. */
async function startOf({ settings }: Reading, controller: Controller): Promise<Cursor> {
  const byNumber: Cursor = { mode: 'usn', controller: controller.invocationId, usn: controller.usn }
  if (settings.changes === 'usn') return byNumber
  try {
    return { mode: 'dirsync', cookie: (await presentCookie(controller)).toString('base64') }
  } catch (error) {
    const isRefused =
      error instanceof SourceError && /^(?:permission_missing|settings_invalid|unreadable)$/.test(error.code)
    if (settings.changes === 'auto' && isRefused) return byNumber
    throw error
  }
}

async function* listSection(walk: Walk, place: Place): AsyncGenerator<SourcePage, void> {
  const { controller, reading } = walk
  const isOfUsers = place.section === 'users' || place.section === 'primary'
  const searched = isOfUsers ? controller.users : controller.groups
  const asked = { attributes: ['uSNCreated', ...attributesOf(reading, place.section)] }
  for await (const window of createdWindows(controller, { ...searched, after: place.after }, asked)) {
    const entries = window.entries.toSorted((one, other) => createdAt(one) - createdAt(other))
    for await (const { told, through } of tell(walk, place.section, entries)) {
      const reached: Place = { ...place, after: through }
      yield { ...told, resume: JSON.stringify(reached) }
    }
  }
}

const createdAt = (entry: Entry): number => Number(textOf(entry, 'uSNCreated'))

function attributesOf({ attributes, pageSizes }: Reading, section: Place['section']): readonly string[] {
  if (section === 'users') return attributes.asked
  if (section === 'groups') return groupAttributes
  if (section === 'members') return ['objectGUID', memberRange(0, pageSizes.firstRange)]
  return ['objectGUID', 'objectSid', 'primaryGroupID']
}

/** A page, and up to which object it has told everything. */
type Step = { readonly told: Told; readonly through: number }

async function* tell(walk: Walk, section: Place['section'], entries: readonly Entry[]): AsyncGenerator<Step> {
  const { reading } = walk
  const { records, members } = reading.pageSizes
  if (section === 'members') return yield* memberPages(memberLists(walk, entries), members)
  if (section === 'primary') return yield* memberPages(primaryLists(walk, entries), members)
  for (let at = 0; at < entries.length; at += records) {
    const part = entries.slice(at, at + records)
    const told = section === 'users' ? readUserPage(part, reading) : { groups: part.map(readGroup) }
    yield { told, through: Math.max(...part.map(createdAt)) }
  }
}

/** Some members, and the object with which they were found. */
type MemberList = SourceMembers & { readonly createdAt: number }

async function* memberLists({ controller, reading }: Walk, groups: readonly Entry[]): AsyncGenerator<MemberList> {
  const { range } = reading.pageSizes
  for (const group of groups) {
    const list = { groupId: entryId(group), createdAt: createdAt(group) }
    const { memberIds, next } = memberPart(group)
    if (next === null && memberIds.length > 0) yield { ...list, memberIds }
    if (next === null) continue
    for await (const part of memberParts(controller.connection, list.groupId, range)) {
      yield { ...list, memberIds: part }
    }
  }
}

async function* primaryLists({ primaryOf }: Walk, users: readonly Entry[]): AsyncGenerator<MemberList> {
  for (const user of users) {
    const groupId = await primaryGroupOf(user, primaryOf)
    if (groupId !== null) yield { groupId, memberIds: [entryId(user)], createdAt: createdAt(user) }
  }
}

/** The id of a user's primary group; null for one that is not read. */
export async function primaryGroupOf(user: Entry, find: FindPrimaryGroup): Promise<string | null> {
  const relative = Number(textOf(user, 'primaryGroupID') ?? '')
  return relative > 0 ? find(user, relative) : null
}

/** Puts members together into pages of at most so many. One that ends within a group is followed by that group's beginning. */
async function* memberPages(lists: AsyncIterable<MemberList>, limit: number): AsyncGenerator<Step> {
  let [page, size, through] = [new Map<string, string[]>(), 0, 0]
  const told = () => ({ members: [...page].map(([groupId, memberIds]) => ({ groupId, memberIds })) })
  for await (const { groupId, memberIds, createdAt: at } of lists) {
    for (const memberId of memberIds) {
      if (size === limit) {
        yield { told: told(), through: at - 1 }
        page = new Map()
        size = 0
      }
      const list = page.get(groupId)
      if (list) list.push(memberId)
      else page.set(groupId, [memberId])
      size++
    }
    through = at
  }
  if (size > 0) yield { told: told(), through }
}
