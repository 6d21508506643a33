import type { NewEvent } from '../events/append-events.ts'
import type { ChangedPeople, OnPeopleChanged, PersonChange } from '../people/person-change.ts'
import type { Queryable } from '../store/database.ts'
import { readReportsBelow, readRulePeople } from '../store/overlay/members-people.ts'
import { overlayToFollow } from './begin-evaluation.ts'
import { changedInputs, objectsReading } from './changed-inputs.ts'
import type { CompiledOverlay } from './compiled-overlay.ts'
import { evaluatePeople, namedPositions, type Subject } from './evaluate-people.ts'
import { neededAttributes } from './needed-objects.ts'
import type { OverlayCache } from './overlay-cache.ts'

/**
 * Lets memberships follow from changed people in the transaction that changed them: of each person only the objects are evaluated
 * of which an input has changed, and of those who report to somebody whose manager changed, those that read managers.
 */
export function createOnPeopleChanged(overlays: OverlayCache): OnPeopleChanged {
  return async (on, people) => {
    const compiled = await overlayToFollow(on, overlays, people.organizationId)
    if (compiled.objects.length === 0) return []
    const subjects = people.changed.flatMap((change) => subjectOf(compiled, change))
    const context = { organizationId: people.organizationId, compiled, now: people.now }
    const events = subjects.length > 0 ? await evaluatePeople(on, context, subjects) : []
    const below = await reportsBelow(on, compiled, people)
    return below.length > 0 ? [...events, ...(await evaluateReports(on, context, below))] : events
  }
}

function subjectOf(compiled: CompiledOverlay, { before, after, isAnew }: PersonChange): Subject[] {
  const id = after?.id ?? before?.id
  if (id === undefined) return []
  if (!after) return [{ id, person: null, positions: () => [] }]
  if (!before || isAnew) return [{ id, person: after, positions: () => 'all' }]
  const changed = changedInputs(before, after)
  const countsForNamed = changed.includes('status') || changed.includes('timeZone')
  if (!countsForNamed && !changed.some((name) => compiled.readersOf.has(name))) return []
  return [
    { id, person: after, positions: (hand) => objectsReading(compiled, changed, namedPositions(compiled, id, hand)) },
  ]
}

/** Those who report, directly or not, to somebody whose manager changed, where a rule reads managers. */
async function reportsBelow(on: Queryable, compiled: CompiledOverlay, people: ChangedPeople): Promise<string[]> {
  if (!compiled.readersOf.has('managers')) return []
  const moved = people.changed.flatMap(({ before, after }) =>
    after && before && before.managerId !== after.managerId ? after.id : [],
  )
  return readReportsBelow(on, people.organizationId, moved)
}

const pageSize = 1000

type ReportsContext = { readonly organizationId: string; readonly compiled: CompiledOverlay; readonly now: Date }

async function evaluateReports(on: Queryable, context: ReportsContext, ids: readonly string[]): Promise<NewEvent[]> {
  const { organizationId, compiled } = context
  const readers = compiled.readersOf.get('managers') ?? []
  const attributes = neededAttributes(compiled, readers)
  const events: NewEvent[] = []
  for (let start = 0; start < ids.length; start += pageSize) {
    const which = { ids: ids.slice(start, start + pageSize) }
    const page = await readRulePeople(on, organizationId, { attributes, which })
    const subjects = page.map((person) => ({ id: person.id, person, positions: () => readers }))
    events.push(...(await evaluatePeople(on, context, subjects)))
  }
  return events
}
