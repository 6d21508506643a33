import type { Destination } from '../model/destination.ts'
import type { Queryable } from './database.ts'
import { type DestinationRow, destinationColumns, toDestination } from './destinations.ts'
import { notifyDestinations } from './notifications.ts'

// All times of nodes are the database's: the clocks of the nodes differ, and one would take another for dead.
const living = 'select id from delivery_nodes where alive_until > now()'
const deliverable = 'd.is_enabled and d.paused_at is null'

/** Says that a node is alive for another `aliveFor` ms; also registers it. */
export async function renewNode(on: Queryable, id: string, aliveFor: number): Promise<void> {
  await on.query({
    name: 'renew-delivery-node',
    text: `insert into delivery_nodes as n (id, alive_until) values ($1, now() + $2::float8 * interval '1 ms')
      on conflict (id) do update set alive_until = excluded.alive_until`,
    values: [id, aliveFor],
  })
}

/** Removes a node that stops, and those that died a while ago. */
export async function removeNode(on: Queryable, id: string): Promise<void> {
  await on.query({
    text: `delete from delivery_nodes where id = $1 or alive_until < now() - interval '1 minute'`,
    values: [id],
  })
}

/** The ids of the processes that are alive, those that began first at the front. */
export async function listLivingNodes(on: Queryable): Promise<readonly string[]> {
  const rows = await on.query<{ readonly id: string }>({ text: `${living} order by id` })
  return rows.map(({ id }) => id)
}

/** How many destinations there are to deliver to, how many nodes live to do so, and what this one has. */
export type DeliverySurvey = {
  readonly destinations: number
  readonly nodes: number
  readonly owned: ReadonlyMap<string, number>
}

/** Looks at who delivers what. `owned` has the generation of each destination of this node. */
export async function surveyDestinations(on: Queryable, nodeId: string): Promise<DeliverySurvey> {
  const [totals, owned] = await Promise.all([
    on.query<{ destinations: number; nodes: number }>({
      name: 'survey-destinations',
      text: `select (select count(*) from destinations d where ${deliverable}) as destinations,
        (select count(*) from (${living}) l) as nodes`,
    }),
    on.query<{ id: string; generation: number }>({
      name: 'owned-destinations',
      text: 'select id, generation from destinations where owner = $1',
      values: [nodeId],
    }),
  ])
  const { destinations, nodes } = totals[0] ?? { destinations: 0, nodes: 0 }
  return { destinations, nodes, owned: new Map(owned.map(({ id, generation }) => [id, generation])) }
}

/** A destination of this node, and where in the feed it is. */
export type OwnedDestination = {
  readonly destination: Destination
  readonly position: number
  readonly failures: number
}

type OwnedRow = DestinationRow & { readonly position: number; readonly failures: number }

/** Takes up to `limit` destinations that no living node has. */
export async function claimDestinations(on: Queryable, nodeId: string, limit: number): Promise<OwnedDestination[]> {
  const rows = await on.query<OwnedRow>({
    name: 'claim-destinations',
    // Chosen apart: joined as a subquery they may be chosen anew for each row, more than the limit.
    text: `with free as materialized (
        select d.id from destinations d
        where ${deliverable} and (d.owner is null or d.owner not in (${living}))
        order by d.id limit $2 for no key update of d skip locked
      )
      update destinations d set owner = $1 from free where d.id = free.id
      returning ${destinationColumns}, d.position, d.failures`,
    values: [nodeId, limit],
  })
  return rows.map(toOwned)
}

/** Reads destinations of this node anew. Those that are not to be delivered to any more are missing. */
export async function readOwnedDestinations(
  on: Queryable,
  nodeId: string,
  ids: readonly string[],
): Promise<OwnedDestination[]> {
  const rows = await on.query<OwnedRow>({
    name: 'read-owned-destinations',
    text: `select ${destinationColumns}, d.position, d.failures from destinations d
      where d.id = any($2) and d.owner = $1 and ${deliverable}`,
    values: [nodeId, ids],
  })
  return rows.map(toOwned)
}

/** Lets go of destinations, so that others take them. */
export async function releaseDestinations(on: Queryable, nodeId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await on.query({
    name: 'release-destinations',
    text: 'update destinations set owner = null where id = any($2) and owner = $1',
    values: [nodeId, ids],
  })
  await notifyDestinations(on)
}

function toOwned(row: OwnedRow): OwnedDestination {
  return { destination: toDestination(row), position: row.position, failures: row.failures }
}
