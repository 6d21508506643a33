import type { SourceRemoval, SourceUser } from '../../model/source-record.ts'
import { fetchObjects } from './fetch-objects.ts'
import type { Graph } from './graph-client.ts'
import type { GraphObject } from './graph-objects.ts'
import { mergeById } from './merge-by-id.ts'
import { isGuest, toSourceUser, type WholeUser } from './to-source.ts'

/** What a page of the feed of users comes to. */
export type ReadUsers = {
  readonly users: readonly SourceUser[]
  readonly removed: readonly SourceRemoval[]
  /** Whom of those who are removed the settings leave out. Most of them were never here. */
  readonly unwanted: readonly string[]
}

/**
 * Reads a page of the feed of users. In a first listing (`isFirst`) one without `manager@delta` has no manager. Later it is there
 * only when the manager has changed, and a user may come with what has changed alone: who is not whole is read whole. What the
 * feed says goes before what is read, which may come from a replica that is behind.
 */
export async function readUsers(
  graph: Graph,
  { objects, isFirst }: { readonly objects: readonly GraphObject[]; readonly isFirst: boolean },
  signal: AbortSignal,
): Promise<ReadUsers> {
  const told = mergeById(objects)
  const live = told.filter((object) => !object['@removed'])
  const isPartial = (object: GraphObject) =>
    !object.userPrincipalName || (newManagerOf(object) === undefined && !(isFirst && !object['manager@delta']?.length))
  const ids = live.filter(isPartial).map(({ id }) => id)
  const fetched = await fetchObjects(graph, { kind: 'users', ids }, signal)
  const whole = live.flatMap((object) => wholeUser(object, fetched.get(object.id)))

  const isWanted = ({ user }: WholeUser) => graph.settings.include_guests || !isGuest(user)
  const gone = told.filter((object) => object['@removed'])
  // A member who has become a guest leaves; in a first listing nobody was there before.
  const unwanted = isFirst ? [] : whole.filter((one) => !isWanted(one)).map(({ user }) => user)
  const now = graph.clock.now()
  return {
    users: whole.filter(isWanted).map((one) => toSourceUser(one, graph.selected.users, now)),
    removed: [...gone, ...unwanted].map(({ id }): SourceRemoval => ({ kind: 'user', id })),
    unwanted: unwanted.map(({ id }) => id),
  }
}

/** None where nothing is known but the id: it is not to be found any more, and the feed will say so. */
function wholeUser(object: GraphObject, fetched: GraphObject | undefined): WholeUser[] {
  const user = { ...fetched, ...object }
  if (!user.userPrincipalName) return []
  return [{ user, manager: newManagerOf(object) ?? managerIn(fetched, object) }]
}

/**
 * The new manager; undefined where none is told. The former one comes with `@removed`, and need not come together with the new
 * one: where only that is told, there may be another.
 */
function newManagerOf(object: GraphObject): string | undefined {
  const told = object['manager@delta'] ?? []
  const isIn = new Map(told.map((manager) => [manager.id, !manager['@removed']]))
  return told.findLast(({ id }) => isIn.get(id))?.id
}

/** The manager of what was read; not one whom the feed says was taken away, which the replica need not know yet. */
function managerIn(fetched: GraphObject | undefined, { 'manager@delta': told }: GraphObject): string | null {
  const id = fetched?.manager?.id ?? null
  return told?.some((manager) => manager.id === id) ? null : id
}
