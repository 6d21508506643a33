import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AppError } from '../errors.ts'
import type { OverlayDocument } from '../model/overlay/document.ts'
import { createTestDatabase } from '../testing/database.ts'
import { type MembershipWorld, makeMembershipWorld } from '../testing/membership-world.ts'
import {
  type DrawnHand,
  type DrawnPerson,
  drawnDocument,
  drawnDocuments,
  drawnHand,
  drawnPeople,
  drawnPerson,
  drawnPins,
  drawnTime,
} from '../testing/overlay-arbitraries.ts'
import { changeByHand } from './hand-members.ts'
import { letMembersFollow } from './start-memberships.ts'

type Step =
  | { readonly do: 'put'; readonly people: readonly DrawnPerson[] }
  | { readonly do: 'remove'; readonly person: DrawnPerson }
  | { readonly do: 'write'; readonly document: OverlayDocument }
  | { readonly do: 'drop'; readonly document: OverlayDocument }
  | { readonly do: 'hand'; readonly hand: DrawnHand; readonly isTakenBack: boolean }
  | { readonly do: 'wait'; readonly until: Date }
  | { readonly do: 'follow' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('put' as const),
      people: fc.array(drawnPerson, { minLength: 1, maxLength: 3 }),
    }),
  },
  fc.record({ do: fc.constant('remove' as const), person: drawnPerson }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('write' as const), document: drawnDocument }) },
  fc.record({ do: fc.constant('drop' as const), document: drawnDocument }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hand' as const), hand: drawnHand, isTakenBack: fc.boolean() }) },
  fc.record({ do: fc.constant('wait' as const), until: drawnTime }),
  { weight: 3, arbitrary: fc.constant({ do: 'follow' as const }) },
)

/** What the company of a test is like: it knows who is there, and that only those can be managers. */
type Company = {
  readonly people: Map<string, DrawnPerson>
  readonly documents: Map<string, OverlayDocument>
  now: Date
}

async function putPeople(world: MembershipWorld, company: Company, people: readonly DrawnPerson[]): Promise<void> {
  const put = new Map(people.map((person) => [person.id, person]))
  const isThere = (id: string | null) => id !== null && (company.people.has(id) || put.has(id))
  const fitting = [...put.values()].map((one) => ({ ...one, managerId: isThere(one.managerId) ? one.managerId : null }))
  for (const person of fitting) company.people.set(person.id, person)
  await world.change({ put: fitting })
}

async function removePerson(world: MembershipWorld, company: Company, id: string): Promise<void> {
  if (!company.people.delete(id)) return
  const reports = [...company.people.values()].filter(({ managerId }) => managerId === id)
  const put = reports.map((person) => ({ ...person, managerId: null }))
  for (const person of put) company.people.set(person.id, person)
  await world.change({ put, remove: [id] })
}

async function doByHand(world: MembershipWorld, hand: DrawnHand, isTakenBack: boolean): Promise<void> {
  const { ground, organizationId, platform } = world
  const deed = { ...hand, organizationId, actor: { name: 'Grace' }, ...(isTakenBack && { action: 'clear' as const }) }
  const cause = { source: 'api', actorId: null, requestId: null } as const
  await ground.database
    .transaction((transaction) => changeByHand({ transaction, platform, overlays: ground.overlays, cause }, deed))
    .catch((error: unknown) => {
      // Who is not there, and what files declare exactly, is refused.
      assert.ok(error instanceof AppError && ['not_found', 'members_declared'].includes(error.code), String(error))
    })
}

async function take(world: MembershipWorld, company: Company, one: Step): Promise<void> {
  if (one.do === 'put') return putPeople(world, company, one.people)
  if (one.do === 'remove') return removePerson(world, company, one.person.id)
  if (one.do === 'hand') return doByHand(world, one.hand, one.isTakenBack)
  if (one.do === 'follow') return letMembersFollow(world.ground)
  if (one.do === 'wait') {
    if (one.until <= company.now) return
    company.now = one.until
    return world.setTime(one.until)
  }
  const address = `${one.document.kind}/${one.document.id}`
  if (one.do === 'write') company.documents.set(address, one.document)
  else company.documents.delete(address)
  await world.put([...company.documents.values()])
}

test('whatever becomes of people, documents and days, the members are those of an evaluation from scratch', async () => {
  await using clone = await createTestDatabase({ now: new Date('2026-01-01T00:00:00Z') })
  const first = new Date('2026-01-01T00:00:00Z')
  await fc.assert(
    fc.asyncProperty(
      drawnPeople,
      drawnDocuments,
      fc.array(step, { maxLength: 14 }),
      async (people, documents, steps) => {
        const world = await makeMembershipWorld(clone.database, { now: first })
        await world.pin(drawnPins)
        const byAddress = new Map(documents.map((one) => [`${one.kind}/${one.id}`, one]))
        const company: Company = { people: new Map(), documents: byAddress, now: first }
        await world.put(documents)
        await putPeople(world, company, people)
        for (const one of steps) await take(world, company, one)
        await letMembersFollow(world.ground)
        await world.assertRight()
      },
    ),
    { numRuns: 40, seed: 20260704 },
  )
})
