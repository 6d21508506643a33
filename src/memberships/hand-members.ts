import { AppError } from '../errors.ts'
import { appendEvents } from '../events/append-events.ts'
import type { Cause } from '../model/event.ts'
import type { Json } from '../model/json.ts'
import type { MemberKind } from '../model/overlay/document.ts'
import type { MembershipReason } from '../model/person.ts'
import type { Platform } from '../platform/platform.ts'
import type { Queryable } from '../store/database.ts'
import { lockOrganizationStream } from '../store/organization-stream.ts'
import { putHand, removeHand } from '../store/overlay/hand.ts'
import { readRulePeople } from '../store/overlay/members-people.ts'
import { readStates } from '../store/overlay/members-state.ts'
import { findOverlayObject } from '../store/overlay/read-objects.ts'
import { overlayToFollow } from './begin-evaluation.ts'
import { withUnitsBelow } from './changed-inputs.ts'
import type { CompiledObject, CompiledOverlay } from './compiled-overlay.ts'
import { evaluatePeople, stateOf } from './evaluate-people.ts'
import { reasonsAt } from './evaluate-person.ts'
import type { OverlayCache } from './overlay-cache.ts'

/** In what members are changed by hand: a transaction, and for whom. */
export type HandWork = {
  readonly transaction: Queryable
  readonly platform: Platform
  readonly overlays: OverlayCache
  readonly cause: Cause
}

/** What somebody wants of a person and an object. */
export type HandDeed = {
  readonly organizationId: string
  readonly kind: MemberKind
  readonly objectId: string
  readonly personId: string
  /** To add, to keep out whatever the rule says, or to take back what was done by hand before. */
  readonly action: 'add' | 'remove' | 'clear'
  /** The last day that it holds; null for good. */
  readonly until: string | null
  /** Who did it, as the reason of the membership shows it. */
  readonly actor: Json
}

/** Where the person is after it. */
export type HandOutcome = { readonly isMember: boolean; readonly reasons: readonly MembershipReason[] }

/**
 * Adds a person to a team, group or org unit by hand, keeps one out, or takes that back, and lets everything follow that reads it. What
 * files declare exactly is refused. Holds the lock of the organization's stream from then on.
 */
export async function changeByHand(work: HandWork, deed: HandDeed): Promise<HandOutcome> {
  const { transaction, platform, overlays, cause } = work
  const { organizationId, personId } = deed
  const now = platform.clock.now()
  const head = await lockOrganizationStream(transaction, organizationId, now)
  const compiled = await overlayToFollow(transaction, overlays, organizationId)
  const object = await openObject(transaction, compiled, deed)
  const attributes = Object.keys(compiled.attributes)
  const [person] = await readRulePeople(transaction, organizationId, { attributes, which: { ids: [personId] } })
  if (!person) throw new AppError('not_found', { what: 'person', id: personId })
  await write(transaction, deed, now)
  const position = compiled.positions.get(object.address) ?? -1
  const context = { organizationId, compiled, now, cause }
  const positions = () => withUnitsBelow(compiled, [position])
  const events = await evaluatePeople(transaction, context, [{ id: personId, person, positions }])
  await appendEvents(
    transaction,
    { organizationId, streamId: organizationId, head, newId: platform.newId, now },
    events,
  )
  const kept = await readStates(transaction, organizationId, { personIds: [personId], addresses: [object.address] })
  const reasons = stateOf(compiled, kept, personId).members.get(position)
  return { isMember: reasons !== undefined, reasons: reasons ? reasonsAt(compiled, position, reasons) : [] }
}

async function openObject(on: Queryable, compiled: CompiledOverlay, deed: HandDeed): Promise<CompiledObject> {
  const { organizationId, kind, objectId } = deed
  const object = compiled.objects[compiled.positions.get(`${kind}/${objectId}`) ?? -1]
  if (!object) throw new AppError('not_found', { what: kind, id: objectId })
  // What was done before the files said who exactly is in it can always be taken back.
  if (object.takesHand || deed.action === 'clear') return object
  const at = (await findOverlayObject(on, organizationId, { kind, id: objectId }))?.managedBy
  const place = at ? `${at.file}:${at.line}` : 'its document'
  throw new AppError('members_declared', { address: object.address, place })
}

async function write(on: Queryable, deed: HandDeed, at: Date): Promise<void> {
  const { organizationId, kind, objectId, personId, action, until, actor } = deed
  if (action === 'clear') await removeHand(on, organizationId, { kind, objectId, personId })
  else await putHand(on, organizationId, { row: { kind, objectId, personId, action, until, actor }, at })
}
