import { endOfDay } from '../../memberships/day-ends.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Queryable } from '../../store/database.ts'
import { peopleOfRefs } from '../../store/overlay/people-of-refs.ts'
import { readOverlayObjects } from '../../store/overlay/read-objects.ts'

/** The dotted lines of today that begin or end at one of these people. One whose ends nobody is known by is left out. */
export async function dottedLinesOf(
  on: Queryable,
  {
    organizationId,
    ids,
    now,
  }: { readonly organizationId: string; readonly ids: ReadonlySet<string>; readonly now: Date },
): Promise<JsonObject[]> {
  const objects = await readOverlayObjects(on, organizationId, ['DottedLine'])
  const lines = objects.flatMap(({ document, managedBy }) =>
    document.kind === 'DottedLine' ? [{ ...document, managedBy }] : [],
  )
  const people = await peopleOfRefs(
    on,
    organizationId,
    lines.flatMap(({ person, manager }) => [person, manager]),
  )
  return lines.flatMap((line): JsonObject[] => {
    const [person, manager] = [people.get(line.person), people.get(line.manager)]
    if (!(person?.personId && manager?.personId)) return []
    if (!(ids.has(person.personId) || ids.has(manager.personId))) return []
    const isOver = line.until !== undefined && endOfDay(line.until, person.timeZone ?? 'UTC') <= now.getTime()
    if (isOver) return []
    return [
      {
        id: line.id,
        person: { id: person.personId, display_name: person.displayName },
        manager: { id: manager.personId, display_name: manager.displayName },
        reason: line.reason ?? line.description ?? null,
        until: line.until ?? null,
        managed_by: line.managedBy && { ...line.managedBy },
      },
    ]
  })
}
