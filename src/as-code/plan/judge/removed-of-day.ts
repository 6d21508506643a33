import { addressOf, type DocumentKind } from '../../../model/overlay/document.ts'
import type { PastRemoval } from '../../../store/overlay/removals.ts'

/** For so long guards count what was taken away. */
export const guardedMs = 24 * 60 * 60 * 1000

/** What applies took away within the last 24 hours without anybody having been asked by name, with the times, the oldest first. */
export type RemovedOfDay = {
  /** Who left an object, by its address. */
  readonly people: ReadonlyMap<string, ReadonlyMap<string, Date>>
  /** When objects were deleted that are not there again, by kind. */
  readonly objects: ReadonlyMap<DocumentKind, readonly Date[]>
}

/** Sorts what was taken away by what the guards look at. */
export function removedOfDay(removals: readonly PastRemoval[], now: Date): RemovedOfDay {
  const since = now.getTime() - guardedMs
  const people = new Map<string, Map<string, Date>>()
  const objects = new Map<DocumentKind, Date[]>()
  for (const { kind, objectId, personId, removedAt } of removals) {
    if (removedAt.getTime() <= since) continue
    if (personId === null) {
      objects.set(kind, [...(objects.get(kind) ?? []), removedAt])
      continue
    }
    const address = addressOf({ kind, id: objectId })
    const left = people.get(address) ?? new Map<string, Date>()
    people.set(address, left.set(personId, removedAt))
  }
  return { people, objects }
}

/** When those left an object who have not come back. */
export function goneFrom({ people }: RemovedOfDay, address: string, present: ReadonlySet<string>): Date[] {
  return [...(people.get(address) ?? [])].flatMap(([id, at]) => (present.has(id) ? [] : at))
}
