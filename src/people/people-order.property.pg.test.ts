import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Database } from '../store/database.ts'
import { createTestDatabase } from '../testing/database.ts'
import { createPeopleWorld, type PeoplePicture, type WorldUser } from '../testing/people-world.ts'

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })

/** Users out of few numbers, addresses and names, so that they are often the same, contradict each other, or name one another. */
const user = fc.record({
  directory: fc.nat(2),
  active: fc.boolean(),
  number: maybe(['1', '2', '3']),
  mail: maybe(['ada@work.example', 'grace@work.example', 'Edsger@work.example', 'ada@gmail.com']),
  givenName: maybe(['Ada', 'Grace']),
  familyName: maybe(['Lovelace', 'Hopper']),
  title: maybe(['Engineer', 'Lead']),
  type: maybe(['employee', 'service']),
  endDate: maybe(['2020-01-31', '2099-01-31']),
  manager: maybe(['1', '2', 'grace@work.example', 'user0', 'user1']),
})

const company = fc.array(user, { minLength: 2, maxLength: 7 }).map((users) =>
  users.map(({ number, type, endDate, manager, ...rest }, index): WorldUser => {
    const known = { employee_number: number, employee_type: type, employment_end_date: endDate, manager_id: manager }
    const custom = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
    return { ...rest, name: `user${index}`, custom }
  }),
)

const arrivals = company.chain((users) =>
  fc.record({
    users: fc.constant(users),
    order: fc.shuffledSubarray([...users.keys()], { minLength: users.length }),
    /** After how many users people follow, each time. */
    batch: fc.integer({ min: 1, max: 4 }),
  }),
)

const at = new Date('2026-11-22T12:00:00Z')

async function pictureOf(database: Database, users: readonly WorldUser[], batch: number): Promise<PeoplePicture> {
  await using world = await createPeopleWorld({ at, database })
  await world.declarePeers('title', 'endDate')
  for (let start = 0; start < users.length; start += batch) await world.arrive(...users.slice(start, start + batch))
  return world.picture()
}

test('who is one person, and how that person is, does not depend on the order in which users come', async () => {
  await using created = await createTestDatabase({ now: at })
  const { database } = created
  const seen = { people: 0, shared: 0, disputed: 0, managers: 0, differing: 0 }
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ users, order, batch }) => {
      const shuffled = order.flatMap((index) => users[index] ?? [])
      const one = await pictureOf(database, users, users.length)
      const other = await pictureOf(database, shuffled, batch)
      assert.deepEqual(other, one)
      seen.people += one.people.length
      seen.shared += one.people.filter((person) => person.users.length > 1).length
      seen.disputed += one.open.length
      seen.differing += one.differing.length
      seen.managers += one.people.filter(({ manager }) => manager !== null).length
    }),
    { numRuns: 80 },
  )
  // It would be easy to be independent of the order if nobody were matched.
  assert.ok(Math.min(...Object.values(seen)) > 0, JSON.stringify(seen))
})
