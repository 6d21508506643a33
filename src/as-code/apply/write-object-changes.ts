import { appendEvents, type NewEvent } from '../../events/append-events.ts'
import type { Cause } from '../../model/event.ts'
import { addressOf, type DocumentKind } from '../../model/overlay/document.ts'
import { requestPeopleRebuild } from '../../people/rebuild-people.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Queryable } from '../../store/database.ts'
import { lockOrganizationStream } from '../../store/organization-stream.ts'
import { forgetObjectRemovals } from '../../store/overlay/removals.ts'
import { renameOverlayObject } from '../../store/overlay/rename-object.ts'
import { raiseOverlayRevision, writeOverlayObjects } from '../../store/overlay/write-objects.ts'
import type { ObjectChange } from '../plan/object-change.ts'
import { objectEvent } from './object-events.ts'

/** In what changes of the overlay are made: a transaction that holds the lock of the organization's stream, and for whom. */
export type OverlayWork = {
  readonly transaction: Queryable
  readonly platform: Platform
  readonly organizationId: string
  readonly cause: Cause
}

/** The kinds on which it depends how users become people. */
const ofPeople: ReadonlySet<DocumentKind> = new Set(['PersonSchema', 'Matching', 'Authority', 'Directory'])

/** What has followed from writing changes. */
export type Written = {
  readonly revision: number | null
  /** True when people have to be matched and merged anew. */
  readonly concernsPeople: boolean
}

/**
 * Writes changes of objects with their events, in one transaction. Takes the lock of the organization's stream. Nothing is
 * written for no changes.
 */
export async function writeObjectChanges(
  work: OverlayWork,
  changes: readonly ObjectChange[],
  further: readonly NewEvent[] = [],
): Promise<Written> {
  if (changes.length === 0 && further.length === 0) return { revision: null, concernsPeople: false }
  const { transaction, platform, organizationId, cause } = work
  const now = platform.clock.now()
  const head = await lockOrganizationStream(transaction, organizationId, now)
  await renameChanged(work, changes)
  await writeOverlayObjects(
    transaction,
    changes.map(({ after }) => after),
  )
  const back = changes.filter(({ before, after }) => !before && !after.deletedAt)
  await forgetObjectRemovals(transaction, organizationId, back)
  const inEffect = changes.filter(changesEffect)
  const revision = inEffect.length > 0 ? await raiseOverlayRevision(transaction, organizationId, now) : null
  const stream = { organizationId, streamId: organizationId, head, newId: platform.newId, now }
  await appendEvents(transaction, stream, [...inEffect.map((change) => objectEvent(change, cause)), ...further])
  const concernsPeople = changes.some(({ kind }) => ofPeople.has(kind))
  if (concernsPeople) await requestPeopleRebuild(transaction, organizationId, { reason: 'overlay', now })
  return { revision, concernsPeople }
}

/** Which keys files declare is nobody's affair but of those who change them. */
function changesEffect({ actions }: ObjectChange): boolean {
  return actions.some((action) => action !== 'manage')
}

/** Gives renamed objects their new ids first, with all that hangs on the old ones. */
async function renameChanged({ transaction, organizationId }: OverlayWork, changes: readonly ObjectChange[]) {
  for (const { before, after } of changes) {
    if (!before || addressOf(before) === addressOf(after)) continue
    await renameOverlayObject(transaction, organizationId, { kind: after.kind, from: before.id, to: after.id })
  }
}
