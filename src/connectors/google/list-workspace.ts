import { z } from 'zod'
import type { SourceMembers } from '../../model/source-record.ts'
import type { Listing, SourcePage } from '../connector.ts'
import type { GoogleApi } from './google-api.ts'
import { isEverybody, type Member, toSourceGroup, toSourceUser } from './records.ts'

// Groups whose members are asked for at the same time.
const groupsAtOnce = 8

/**
 * Where a listing goes on. Of groups: the page of them, whose members on it were told already, and what is left of large groups that
 * were begun. Google's page tokens are good for three days.
 */
const Place = z.discriminatedUnion('part', [
  z.object({ part: z.literal('users'), token: z.string().nullable() }),
  z.object({
    part: z.literal('groups'),
    token: z.string().nullable(),
    done: z.array(z.string()),
    rest: z.array(z.object({ groupId: z.string(), token: z.string() })),
  }),
])
type Place = z.infer<typeof Place>
type GroupsPlace = Extract<Place, { part: 'groups' }>

type Pages = AsyncGenerator<SourcePage, void>

const firstGroups: GroupsPlace = { part: 'groups', token: null, done: [], rest: [] }

/** Lists users, and then the groups, the members of each page of them after it. */
export async function* listWorkspace(api: GoogleApi, from: string | null, signal: AbortSignal): Listing {
  const start: Place = from === null ? { part: 'users', token: null } : Place.parse(JSON.parse(from))
  if (start.part === 'users') yield* userPages(api, start.token, signal)
  yield* groupPages(api, start.part === 'groups' ? start : firstGroups, signal)
  return { cursor: null }
}

async function* userPages(api: GoogleApi, token: string | null, signal: AbortSignal): Pages {
  for await (const { body, nextToken } of api.users(token, signal)) {
    yield {
      users: body.users.map(toSourceUser),
      resume: placeText(nextToken ? { part: 'users', token: nextToken } : firstGroups),
    }
  }
}

async function* groupPages(api: GoogleApi, start: GroupsPlace, signal: AbortSignal): Pages {
  let place = start
  for await (const { body, nextToken } of api.groups(start.token, signal)) {
    yield { groups: body.groups.map(toSourceGroup), resume: placeText(place) }
    yield* restPages(api, place, signal)
    yield* memberPages(api, { place, groups: body.groups.map(({ id }) => id) }, signal)
    place = { ...firstGroups, token: nextToken }
  }
}

/** The members of the groups of a page. By the ids of those that are done, for the order of Google's e-mail addresses is not ours. */
async function* memberPages(
  api: GoogleApi,
  { place, groups }: { readonly place: GroupsPlace; readonly groups: readonly string[] },
  signal: AbortSignal,
): Pages {
  const left = groups.filter((id) => !place.done.includes(id))
  const done = [...place.done]
  for (let first = 0; first < left.length; first += groupsAtOnce) {
    const some = left.slice(first, first + groupsAtOnce)
    const read = await Promise.all(some.map((groupId) => api.members(groupId, {}, signal)))
    done.push(...some)
    const rest = read.flatMap((page, index) => {
      const [groupId, token] = [some[index], page?.nextToken]
      return groupId && token ? [{ groupId, token }] : []
    })
    const next = { ...place, done: [...done], rest }
    yield { members: some.map((id, index) => toMembers(id, read[index]?.members)), resume: placeText(next) }
    yield* restPages(api, next, signal)
  }
}

/** What is left of groups with more members than a page holds. */
async function* restPages(api: GoogleApi, place: GroupsPlace, signal: AbortSignal): Pages {
  const rest = [...place.rest]
  for (let begun = rest.shift(); begun; begun = rest.shift()) {
    const { groupId, token } = begun
    const page = await api.members(groupId, { token }, signal)
    if (page?.nextToken) rest.unshift({ groupId, token: page.nextToken })
    yield { members: [toMembers(groupId, page?.members)], resume: placeText({ ...place, rest }) }
  }
}

function toMembers(groupId: string, members: readonly Member[] = []): SourceMembers {
  return { groupId, memberIds: members.filter((member) => !isEverybody(member)).map(({ id }) => id) }
}

function placeText(place: Place): string {
  return JSON.stringify(place)
}
