import { appendEvents, type OpenStream } from '../events/append-events.ts'
import type { Cause } from '../model/event.ts'
import type { Platform } from '../platform/platform.ts'
import type { Queryable } from '../store/database.ts'
import { lockOrganizationStream } from '../store/organization-stream.ts'
import { loadPeople } from '../store/people/people.ts'
import { loadKnown, loadStored } from './load-known.ts'
import { loadNeighbours } from './load-neighbours.ts'
import { loadPeopleOptions } from './people-options.ts'
import type { PeoplePlan } from './people-plan.ts'
import type { OnPeopleChanged, PersonChange } from './person-change.ts'
import { planAll } from './plan-all.ts'
import type { AttributeChoices } from './plan-attribute-cases.ts'
import type { Decision } from './plan-cases.ts'
import { planMatching } from './plan-matching.ts'
import { resolveManagers } from './resolve-managers.ts'
import { writePeoplePlan } from './write-people-plan.ts'

/** What people are written with. */
export type PeopleGround = {
  readonly platform: Platform
  /** What follows from a change of people, in its transaction. */
  readonly onPeopleChanged: OnPeopleChanged
}

/** Whose users are to be looked at anew; those that are not there any more too. */
export type PeopleWork = {
  readonly organizationId: string
  readonly userIds: readonly string[]
  /** People to look at with all their users. */
  readonly personIds?: readonly string[]
  /** What a person says of users, by their ids. */
  readonly decisions?: ReadonlyMap<string, Decision>
  /** What a person says of cases of attributes; their people are among `personIds`. */
  readonly choices?: AttributeChoices
  /** People of whom everything that follows is looked at, whether or not they change. */
  readonly anew?: readonly string[]
  readonly cause: Cause
}

/** What the events of people say that made them happen, where nobody asked for it. */
export const peopleCause: Cause = { source: 'people', actorId: null, requestId: null }

/**
 * Matches, links and merges users of an organization, and all whom that concerns, within a transaction: takes the lock of the
 * organization's stream, writes what has changed and appends the events. What changes nothing writes nothing. The stream is to be
 * announced after the commit when `events` is above 0.
 */
export async function applyPeople(
  on: Queryable,
  ground: PeopleGround,
  work: PeopleWork,
): Promise<{ readonly events: number; readonly plan: PeoplePlan }> {
  const { platform, onPeopleChanged } = ground
  const { organizationId } = work
  const now = platform.clock.now()
  // The other queries begin when the first has the lock.
  const [head, options] = await Promise.all([
    lockOrganizationStream(on, organizationId, now),
    loadPeopleOptions(on, organizationId),
  ])
  const plan = await planWork(on, { ...work, options, platform, now })
  await writePeoplePlan(on, { organizationId, plan, now })
  const changed = await changesToFollow(on, plan, work)
  const followed = changed.length > 0 ? await onPeopleChanged(on, { organizationId, changed, now }) : []
  const events = [...plan.events, ...followed]
  const stream: OpenStream = { organizationId, streamId: organizationId, head, newId: platform.newId, now }
  await appendEvents(on, stream, events)
  return { events: events.length, plan }
}

/** What `applyPeople` would do now; nothing is written. */
export async function previewPeople(on: Queryable, platform: Platform, work: PeopleWork): Promise<PeoplePlan> {
  const options = await loadPeopleOptions(on, work.organizationId)
  return planWork(on, { ...work, options, platform, now: platform.clock.now() })
}

/** What changed, and of whom everything is looked at anew though nothing may have. */
async function changesToFollow(
  on: Queryable,
  { changes }: PeoplePlan,
  { organizationId, anew = [] }: PeopleWork,
): Promise<readonly PersonChange[]> {
  if (anew.length === 0) return changes
  const isAnew = ({ after }: PersonChange) => after !== null && anew.includes(after.id)
  const changed = changes.filter(isAnew)
  const same = anew.filter((id) => !changed.some(({ after }) => after?.id === id))
  const people = await loadPeople(on, organizationId, same)
  const all = [...changed, ...people.map(({ person }): PersonChange => ({ before: person, after: person }))]
  return [...changes.filter((change) => !isAnew(change)), ...all.map((change) => ({ ...change, isAnew: true }))]
}

type Planning = PeopleWork & {
  readonly options: Awaited<ReturnType<typeof loadPeopleOptions>>
  readonly platform: Platform
  readonly now: Date
}

async function planWork(on: Queryable, work: Planning): Promise<PeoplePlan> {
  const { organizationId, options, cause, now } = work
  const { decisions = new Map<string, Decision>(), choices = new Map<string, string | null>() } = work
  const { newId } = work.platform
  const toPeople = [...decisions.values()].flatMap((decision) => ('personId' in decision ? [decision.personId] : []))
  const personIds = [...new Set([...(work.personIds ?? []), ...toPeople])]
  const neighbours = await loadNeighbours(on, options, { userIds: work.userIds, personIds })
  const known = await loadKnown(on, options, { neighbours, personIds })
  const matching = planMatching({ options, neighbours, known, decisions, choices, newId, cause, now })
  const managers = await resolveManagers(on, { ...matching.managerInput, organizationId })
  const stored = await loadStored(on, organizationId, { known, matching, led: [...managers.keys()] })
  return planAll({
    organizationId,
    options,
    neighbours,
    known,
    matching,
    managers,
    stored,
    decisions,
    choices,
    newId,
    cause,
    now,
  })
}
