import { withClient } from '../harness/database-server.ts'
import { type LoadResult, type Operation, runLoad } from '../harness/run-load.ts'
import { readAbilities } from './abilities.ts'
import { bulkCreate, bulkSize } from './bulk-create.ts'
import { emptyPopulation, type Population } from './population.ts'
import type { Contender, ScimServer } from './scim-server.ts'
import { createUser } from './workloads.ts'

const CONCURRENCY = 16
// Above this, filling is only the way to a size: by Bulk where it is offered, else over more connections.
const MANY_USERS = 10_000
const BULK_OPERATIONS = 500
const BULK_CONCURRENCY = 2
const MANY_CONNECTIONS = 64

// Leavers have indexes that no other user comes to.
const FIRST_LEAVER = 10_000_000
const LEAVERS_PER_USER = 0.01

/**
 * Creates users until there are `users`, through SCIM, so that every row is what the server itself makes of them. The
 * statistics of the planner are fresh afterwards, and what the filling has left to write to the disk is written.
 */
export async function fillDirectory(
  contender: Contender,
  users: number,
  progress: (text: string) => void,
): Promise<void> {
  for await (const _ of fillInSteps(contender, users, progress));
  await settleDatabase(contender.server)
}

/**
 * The same for a directory that people have also left: one in a hundred was created in between and is deleted at the
 * end, so that the places of the others are not simply 1, 2, 3 and so on.
 */
export async function fillDirectoryWithLeavers(
  contender: Contender,
  users: number,
  progress: (text: string) => void,
): Promise<void> {
  const { server } = contender
  const leavers = { ...emptyPopulation(0), nextUser: FIRST_LEAVER }
  for await (const created of fillInSteps(contender, users, progress)) {
    await createUsers({ server, population: leavers }, Math.ceil(created * LEAVERS_PER_USER), users > MANY_USERS)
  }
  await deleteUsers(server, leavers)
  progress(`${server.name} ${server.version}: ${leavers.nextUser - FIRST_LEAVER} others were created and deleted`)
  await settleDatabase(server)
}

/** Creates users step by step, and gives how many each step has created. */
async function* fillInSteps(
  contender: Contender,
  users: number,
  progress: (text: string) => void,
): AsyncGenerator<number> {
  const { server, population } = contender
  const started = performance.now()
  const step = Math.max(MANY_USERS, Math.ceil(users / 10))
  while (population.nextUser < users) {
    const count = Math.min(step, users - population.nextUser)
    await createUsers(contender, count, users > MANY_USERS)
    const rate = (population.nextUser * 1000) / (performance.now() - started)
    progress(`${server.name} ${server.version}: ${population.nextUser} of ${users} users, ${rate.toFixed(0)}/s`)
    yield count
  }
}

async function createUsers({ server, population }: Contender, count: number, areMany: boolean): Promise<void> {
  const { baseUrl, token } = server
  const bulk = areMany ? (await readAbilities(server)).bulk : undefined
  const size = bulk ? bulkSize(bulk, BULK_OPERATIONS) : 1
  const end = population.nextUser + count
  const load = await runLoad({
    baseUrl,
    token,
    concurrency: bulk ? BULK_CONCURRENCY : areMany ? MANY_CONNECTIONS : CONCURRENCY,
    operations: Math.ceil(count / size),
    next: () => (bulk ? bulkCreate(population, Math.min(size, end - population.nextUser)) : createUser(population)),
  })
  failOnErrors(server, load)
}

async function deleteUsers(server: ScimServer, { ids, nextUser }: Population): Promise<void> {
  const { baseUrl, token } = server
  let index = FIRST_LEAVER
  const next = (): Operation => {
    const path = `/Users/${ids[index++]}`
    return { method: 'DELETE', path, check: ({ status }) => (status === 204 ? undefined : 'status is not 204') }
  }
  const operations = nextUser - FIRST_LEAVER
  failOnErrors(server, await runLoad({ baseUrl, token, concurrency: CONCURRENCY, operations, next }))
}

function failOnErrors({ name }: ScimServer, { errors, firstError }: LoadResult): void {
  if (errors > 0) throw new Error(`${name} failed ${errors} requests while it was filled: ${firstError}`)
}

async function settleDatabase({ databaseUrl }: ScimServer): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query('vacuum analyze')
    // Only a superuser may; without it the measurements begin while the disk is still busy with the filling.
    await client.query('checkpoint').catch(() => {})
  })
}
