import assert from 'node:assert/strict'
import type { NewEvent } from '../events/append-events.ts'
import { stateOf } from '../memberships/evaluate-people.ts'
import { evaluateAll } from '../memberships/evaluate-state.ts'
import { inOrganization } from '../memberships/in-organization.ts'
import type { MembershipGround } from '../memberships/membership-ground.ts'
import { createOnPeopleChanged } from '../memberships/on-people-changed.ts'
import { createOverlayCache } from '../memberships/overlay-cache.ts'
import { personInput } from '../memberships/person-input.ts'
import type { Event } from '../model/event.ts'
import type { Person } from '../model/person.ts'
import type { PersonChange } from '../people/person-change.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database, Queryable } from '../store/database.ts'
import { ensureEventPartitions } from '../store/event-partitions.ts'
import { readCounts } from '../store/overlay/counts.ts'
import { readHandOfPeople } from '../store/overlay/hand.ts'
import { readManagerChains, readRulePeople } from '../store/overlay/members-people.ts'
import { readStates } from '../store/overlay/members-state.ts'
import { writePins } from '../store/overlay/pins.ts'
import { insertPeople, loadPeople, updatePeople } from '../store/people/people.ts'
import { selectStreamEvents } from '../store/read-events.ts'
import { makeDirectory, testPlatform } from './directories.ts'
import { putDocuments } from './overlay-documents.ts'

/** An organization with people and documents, and a clock that a test sets. */
export type MembershipWorld = Awaited<ReturnType<typeof makeMembershipWorld>>

/** What of a person a test says; the rest has its default. */
export type GivenPerson = Pick<Person, 'id'> & Partial<Person>

/** Makes an organization of which a test writes people and documents itself, as the people engine and an apply would. */
export async function makeMembershipWorld(database: Database, given: { readonly now: Date }) {
  const { organizationId } = await makeDirectory(database)
  const clock = { time: given.now }
  const platform: Platform = { ...testPlatform(), clock: { now: () => clock.time } }
  const ground: MembershipGround = { database, platform, overlays: createOverlayCache() }
  const onPeopleChanged = createOnPeopleChanged(ground.overlays)

  /** Writes people as the people engine does: state, then what follows, then the events, in one transaction. */
  async function change(people: { put?: readonly GivenPerson[]; remove?: readonly string[] }): Promise<void> {
    await inOrganization(ground, organizationId, async (on, now) => {
      const changed = await writePeople(on, organizationId, { ...people, now })
      const events = await onPeopleChanged(on, { organizationId, changed, now })
      return { result: undefined, events }
    })
  }

  return {
    organizationId,
    platform,
    ground,
    change,
    put: (documents: readonly object[]) => putDocuments(database, organizationId, { documents, platform }),
    async pin(pins: ReadonlyMap<string, string>) {
      await writePins(database, organizationId, { pins, at: clock.time })
    },
    async setTime(time: Date) {
      clock.time = time
      await ensureEventPartitions(database, time)
    },
    /** What is kept is what evaluating everybody from scratch gives, and what the events tell. */
    assertRight: () => assertRight(ground, organizationId),
    events: () => eventsOf(database, organizationId),
  }
}

type Written = {
  readonly put?: readonly GivenPerson[]
  readonly remove?: readonly string[]
  readonly now: Date
}

async function writePeople(
  on: Queryable,
  organizationId: string,
  { put = [], remove = [], now }: Written,
): Promise<PersonChange[]> {
  const ids = [...put.map(({ id }) => id), ...remove]
  const before = new Map((await loadPeople(on, organizationId, ids)).map(({ person }) => [person.id, person]))
  const people = put.map((given) => ({ person: toPerson(organizationId, given, now), nextFlipAt: null }))
  await insertPeople(
    on,
    organizationId,
    people.filter(({ person }) => !before.has(person.id)),
  )
  await updatePeople(
    on,
    organizationId,
    people.filter(({ person }) => before.has(person.id)),
  )
  await on.query({
    text: 'delete from people where organization_id = $1 and id = any($2)',
    values: [organizationId, remove],
  })
  const changed = people.map(({ person }) => ({ before: before.get(person.id) ?? null, after: person }))
  return [...changed, ...remove.flatMap((id) => ({ before: before.get(id) ?? null, after: null }))]
}

function toPerson(organizationId: string, given: GivenPerson, now: Date): Person {
  return {
    organizationId,
    status: 'active',
    isService: false,
    displayName: given.id,
    attributes: {},
    sources: {},
    managerId: null,
    managerKey: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
    ...given,
  }
}

async function assertRight({ database, platform, overlays }: MembershipGround, organizationId: string): Promise<void> {
  const { compiled } = await overlays.load(database, organizationId)
  const attributes = Object.keys(compiled.attributes)
  const which = { after: null, limit: 1_000_000 }
  const people = await readRulePeople(database, organizationId, { attributes, which })
  const ids = people.map(({ id }) => id)
  const [stored, chains, hand, counts] = await Promise.all([
    readStates(database, organizationId, { personIds: ids, addresses: null }),
    readManagerChains(database, organizationId, ids),
    readHandOfPeople(database, organizationId, ids),
    readCounts(database, organizationId),
  ])
  const members = new Map<string, number>()
  const unknown = new Map<string, number>()
  const present = new Set<string>()
  const countOf = (count: Map<string, number>, position: number) => {
    const address = compiled.objects[position]?.address ?? ''
    count.set(address, (count.get(address) ?? 0) + 1)
    return address
  }
  for (const person of people) {
    const own = hand.filter(({ personId }) => personId === person.id)
    const byHand = new Map(own.map(({ kind, objectId, ...member }) => [`${kind}/${objectId}`, member]))
    const input = personInput(person, chains.get(person.id) ?? [])
    const { state } = evaluateAll(compiled, { person: input, hand: strip(byHand), now: platform.clock.now() })
    assert.deepEqual(sorted(stateOf(compiled, stored, person.id)), sorted(state), person.id)
    for (const position of state.members.keys()) present.add(`${countOf(members, position)} ${person.id}`)
    for (const position of state.unknown.keys()) countOf(unknown, position)
  }
  for (const { kind, objectId, ...count } of counts) {
    assert.equal(count.members, members.get(`${kind}/${objectId}`) ?? 0, `members of ${kind}/${objectId}`)
    assert.equal(count.unknown, unknown.get(`${kind}/${objectId}`) ?? 0, `undecided of ${kind}/${objectId}`)
  }
  assert.deepEqual(follow(await eventsOf(database, organizationId)), [...present].sort())
}

type Kept = Awaited<ReturnType<typeof readHandOfPeople>>[number]

function strip(hand: ReadonlyMap<string, Omit<Kept, 'kind' | 'objectId'>>) {
  return new Map([...hand].map(([address, { action, until, actor }]) => [address, { action, until, actor }]))
}

function sorted(state: ReturnType<typeof stateOf>): Readonly<Record<string, unknown>> {
  const inOrder = <Value>(kept: ReadonlyMap<number, Value>) => [...kept].sort(([one], [other]) => one - other)
  return { members: inOrder(state.members), unknown: inOrder(state.unknown), flips: inOrder(state.flips) }
}

/** Who is in what for somebody who has only ever seen the events. */
function follow(events: readonly Pick<NewEvent, 'type' | 'data'>[]): string[] {
  const present = new Set<string>()
  for (const { type, data } of events) {
    const member = `${data.kind}/${data.object_id} ${data.person_id}`
    if (type === 'person.member_added') {
      assert.ok(!present.has(member), `${member} entered twice`)
      present.add(member)
    }
    if (type === 'person.member_removed') assert.ok(present.delete(member), `${member} left without being in it`)
  }
  return [...present].sort()
}

function eventsOf(database: Database, organizationId: string): Promise<Event[]> {
  const stream = { organizationId, streamId: organizationId }
  return selectStreamEvents(database, stream, { afterSeq: 0, toSeq: 1e9, limit: 1e6 })
}
