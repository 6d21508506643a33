import type { OverlayDocument } from '../../model/overlay/document.ts'
import { readPins, writePins } from '../../store/overlay/pins.ts'
import { readOverlayObjects } from '../../store/overlay/read-objects.ts'
import { listSourceDirectories } from '../../store/people/people-sources.ts'
import type { OverlayWork } from '../apply/write-object-changes.ts'
import { findThese } from '../plan/refs/find-refs.ts'
import { personRefsOf } from '../plan/refs/person-refs.ts'

/** Pins whom a document names that was written by the API or a screen, as an apply does; who is not known yet is waited for. */
export async function pinReferences(
  { transaction, organizationId, platform }: OverlayWork,
  document: OverlayDocument,
): Promise<void> {
  const named = personRefsOf(document)
  if (named.length === 0) return
  const pinned = await readPins(transaction, organizationId)
  const refs = named.filter((ref) => !pinned.has(ref))
  if (refs.length === 0) return
  const [objects, directories] = await Promise.all([
    readOverlayObjects(transaction, organizationId, ['Directory']),
    listSourceDirectories(transaction, organizationId),
  ])
  const documents = objects.map((object) => object.document)
  const resolved = await findThese(transaction, { organizationId, documents, directories }, refs)
  const pins = new Map(
    resolved.map(({ ref, people: [person, ...others] }) => [ref, others.length === 0 ? (person ?? null) : null]),
  )
  await writePins(transaction, organizationId, { pins, at: platform.clock.now() })
}
