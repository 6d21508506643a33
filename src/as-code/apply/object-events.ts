import type { NewEvent } from '../../events/append-events.ts'
import type { Cause, EventType } from '../../model/event.ts'
import type { JsonObject } from '../../model/json.ts'
import { toOverlayObject } from '../../model/overlay/object.ts'
import { changedFields } from '../plan/changed-fields.ts'
import type { ObjectChange } from '../plan/object-change.ts'

/** The event that tells of a change of an object. */
export function objectEvent(change: ObjectChange, cause: Cause): NewEvent {
  const { before, after } = change
  const type = typeOf(change)
  const shown = type === 'overlay.object_deleted' && before ? before : after
  const previous = type === 'overlay.object_updated' ? previousOf(change) : null
  return { type, objectId: `${after.kind}/${after.id}`, data: toOverlayObject(shown), previous, cause }
}

function typeOf({ actions }: ObjectChange): EventType {
  if (actions.includes('delete')) return 'overlay.object_deleted'
  if (actions.includes('restore')) return 'overlay.object_restored'
  return actions.includes('create') ? 'overlay.object_created' : 'overlay.object_updated'
}

function previousOf({ before, after }: ObjectChange): JsonObject {
  const fields = before ? changedFields(before.document as JsonObject, after.document as JsonObject) : []
  const previous: JsonObject = Object.fromEntries(fields.map(({ key, before: value }) => [key, value]))
  if (before && Boolean(before.managedBy) !== Boolean(after.managedBy)) previous.managed_by = before.managedBy
  return previous
}
