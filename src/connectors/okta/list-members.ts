import type { SourceMembers } from '../../model/source-record.ts'
import { SourceError } from '../source-error.ts'
import type { OktaApi } from './okta-api.ts'
import { groupPages, type MembersPart, readMembers } from './read-org.ts'
import { isOwnGroup, type OktaGroup } from './records.ts'

/** Whose members are listed, and how. */
export type MembersWanted = {
  readonly filter?: string
  readonly includeBuiltIn: boolean
  /** Each group at once, however large: its members replace those that are known. Else large groups come in parts. */
  readonly isWhole: boolean
}

/** Where the listing of members is: see `OktaPosition`. */
export type MembersPlace = { readonly page: string | null; readonly after: string | null; readonly part: string | null }

/** Members of some groups, and where to go on. */
export type MembersPage = { readonly members: readonly SourceMembers[]; readonly place: MembersPlace }

const fullPage = 4000
const mostGroups = 500

/** Lists the members of all groups that are wanted. Some groups are asked for at the same time. */
export async function* listMembers(
  api: OktaApi,
  { wanted, place }: { readonly wanted: MembersWanted; readonly place: MembersPlace },
  signal: AbortSignal,
): AsyncGenerator<MembersPage, void> {
  let here = place
  for await (const { body, next } of groupPages(api, { page: place.page, filter: wanted.filter }, signal)) {
    const groups = body.filter((group) => wanted.includeBuiltIn || isOwnGroup(group))
    const members = yield* tellGroups(api, { groups, wanted, here }, signal)
    const end = { page: here.page, after: groups.at(-1)?.id ?? null, part: null }
    here = { page: next, after: null, part: null }
    yield { members, place: next === null ? end : here }
  }
}

type Telling = { readonly groups: readonly OktaGroup[]; readonly wanted: MembersWanted; readonly here: MembersPlace }

/** Tells the members of a page of groups, from where it broke off before; what does not fill a page is returned. */
async function* tellGroups(
  api: OktaApi,
  { groups, wanted, here }: Telling,
  signal: AbortSignal,
): AsyncGenerator<MembersPage, readonly SourceMembers[]> {
  const done = groups.findIndex(({ id }) => id === here.after)
  const rest = groups.slice(done + 1)
  // The group whose rest is to be told may be gone.
  const isSamePlace = here.part !== null && rest[0] !== undefined && here.part.includes(encodeURIComponent(rest[0].id))
  const read = readAhead(api, { groups: rest, part: isSamePlace ? here.part : null }, signal)
  let after = here.after
  let page = createPage()
  for (const [index, { id: groupId }] of rest.entries()) {
    const parts = partsOf(api, { groupId, first: await read(index) }, signal)
    for await (const { ids, next } of wanted.isWhole ? joined(parts) : parts) {
      page.add({ groupId, memberIds: ids }, wanted.isWhole)
      if (next === null) after = groupId
      if (!page.isFull()) continue
      yield { members: page.members, place: { page: here.page, after, part: next } }
      page = createPage()
    }
  }
  return page.members
}

function createPage() {
  const members: SourceMembers[] = []
  let count = 0
  return {
    members,
    isFull: () => count >= fullPage || members.length >= mostGroups,
    add(entry: SourceMembers, isEmptyTold: boolean): void {
      if (entry.memberIds.length === 0 && !isEmptyTold) return
      members.push(entry)
      count += entry.memberIds.length
    },
  }
}

type Parts = { readonly groupId: string; readonly first: MembersPart | null }

/** The members of one group. A scope that names a group which is gone would leave everybody out, so that throws. */
export async function* membersOf(
  api: OktaApi,
  groupId: string,
  signal: AbortSignal,
): AsyncGenerator<readonly string[], void> {
  const first = await readMembers(api, { groupId, part: null }, signal)
  let isWhole = false
  for await (const { ids, next } of partsOf(api, { groupId, first }, signal)) {
    yield ids
    isWhole = next === null
  }
  if (isWhole) return
  const text = `The Okta group ${groupId} is not there any more. Take it out of the scope.`
  throw new SourceError('settings_invalid', text)
}

/** The parts of a group's members, one after the other; none of a group that is gone. */
async function* partsOf(
  api: OktaApi,
  { groupId, first }: Parts,
  signal: AbortSignal,
): AsyncGenerator<MembersPart, void> {
  const seen = new Set<string>()
  let part = first
  while (part !== null) {
    yield part
    if (part.next === null) return
    if (seen.has(part.next)) throw endless(groupId)
    seen.add(part.next)
    part = await readMembers(api, { groupId, part: part.next }, signal)
  }
}

/** The parts as one; nothing where the group went away in between. */
async function* joined(parts: AsyncIterable<MembersPart>): AsyncGenerator<MembersPart, void> {
  const ids: string[] = []
  let isWhole = false
  for await (const part of parts) {
    for (const id of part.ids) ids.push(id)
    isWhole = part.next === null
  }
  if (isWhole) yield { ids, next: null }
}

function endless(groupId: string): SourceError {
  const text = `Okta's list of the members of the group ${groupId} leads back to a page that came before. Run it again.`
  return new SourceError('listing_incomplete', text)
}

const groupsAtOnce = 4

type Ahead = { readonly groups: readonly OktaGroup[]; readonly part: string | null }

/** Reads the first members of groups in their order, and begins with those of the next groups meanwhile. `part`: where the first group goes on. */
function readAhead(
  api: OktaApi,
  { groups, part }: Ahead,
  signal: AbortSignal,
): (index: number) => Promise<MembersPart | null> {
  const begun: Promise<MembersPart | null>[] = []
  const told = Promise.resolve(null)
  return async (index) => {
    for (const group of groups.slice(begun.length, index + groupsAtOnce)) {
      const reading = readMembers(api, { groupId: group.id, part: begun.length === 0 ? part : null }, signal)
      // What fails throws when its turn comes, if it comes.
      reading.catch(() => {})
      begun.push(reading)
    }
    const read = (await begun[index]) ?? null
    // A page of groups may have hundreds of thousands of members: what is told is let go of.
    begun[index] = told
    return read
  }
}
