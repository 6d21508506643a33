import type { OnPeopleChanged } from '../../people/person-change.ts'
import type { Queryable } from '../../store/database.ts'
import { readWaitingRefs, writePins } from '../../store/overlay/pins.ts'
import { readOverlayObjects } from '../../store/overlay/read-objects.ts'
import { raiseOverlayRevision } from '../../store/overlay/write-objects.ts'
import { listSourceDirectories } from '../../store/people/people-sources.ts'
import { findThese } from '../plan/refs/find-refs.ts'

/**
 * Lets somebody who appears take the place that files keep for them: a reference that nobody was known by when it was applied
 * means whoever is known by it first. Members follow as after a change of the documents. Then `next` follows.
 */
export function pinAppeared(next: OnPeopleChanged): OnPeopleChanged {
  return async (on, people) => {
    const mayAppear = people.changed.some(({ before, after }) => after !== null && !hasSameNames(before, after))
    if (mayAppear) await pinWaiting(on, people.organizationId, people.now)
    return next(on, people)
  }
}

type Named = { readonly attributes: { readonly employeeNumber?: unknown; readonly mail?: unknown } } | null

/** By `ext:` somebody is found by a user that was linked, which comes with a new value or a new person. */
function hasSameNames(before: Named, after: Named): boolean {
  if (!before || !after) return false
  const [one, other] = [before.attributes, after.attributes]
  return one.employeeNumber === other.employeeNumber && one.mail === other.mail
}

async function pinWaiting(on: Queryable, organizationId: string, now: Date): Promise<void> {
  const refs = await readWaitingRefs(on, organizationId)
  if (refs.length === 0) return
  const [objects, directories] = await Promise.all([
    readOverlayObjects(on, organizationId, ['Directory']),
    listSourceDirectories(on, organizationId),
  ])
  const documents = objects.map(({ document }) => document)
  const resolved = await findThese(on, { organizationId, documents, directories }, refs)
  const known = resolved.flatMap(({ ref, people: [person, ...others] }) =>
    person !== undefined && others.length === 0 ? [[ref, person] as const] : [],
  )
  if (known.length === 0) return
  await writePins(on, organizationId, { pins: new Map(known), at: now })
  await raiseOverlayRevision(on, organizationId, now)
}
