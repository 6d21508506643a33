import { AppError } from '../../errors.ts'
import type { NewEvent } from '../../events/append-events.ts'
import type { JsonObject } from '../../model/json.ts'
import { addressOf, type DocumentKind, type OverlayDocument } from '../../model/overlay/document.ts'
import { type OverlayObject, toOverlayObject } from '../../model/overlay/object.ts'
import { lockOrganizationStream } from '../../store/organization-stream.ts'
import { findOverlayObject, readOverlayObjects } from '../../store/overlay/read-objects.ts'
import { forgetHandOf } from '../../store/overlay/remove-deleted.ts'
import { type OverlayWork, writeObjectChanges } from '../apply/write-object-changes.ts'
import { fieldDrift, isExact } from '../drift/find-drift.ts'
import type { ObjectChange } from '../plan/object-change.ts'
import { referencesOf } from '../plan/references-of.ts'
import { isSameJson } from '../plan/same-json.ts'
import { parseEdited } from './parse-edited.ts'
import { pinReferences } from './pin-references.ts'

/** An object by its kind and id. */
export type ObjectKey = { readonly kind: DocumentKind; readonly id: string }

/** An object before and after somebody changed it by the API or a screen. */
export type ObjectEdit = { readonly before: OverlayObject | null; readonly after: OverlayObject }

/** Makes an object that no file declares. */
export async function createObject(work: OverlayWork, document: OverlayDocument): Promise<ObjectEdit> {
  const { transaction, organizationId, platform } = work
  const now = platform.clock.now()
  await lockOrganizationStream(transaction, organizationId, now)
  const former = await findOverlayObject(transaction, organizationId, document)
  if (former && !former.deletedAt) throw new AppError('overlay_object_exists', { address: addressOf(document) })
  const { kind, id } = document
  const after: OverlayObject = {
    ...{ organizationId, kind, id, document, declared: null, managedBy: null },
    isProtected: 'protect' in document && document.protect === true,
    version: (former?.version ?? 0) + 1,
    ...{ createdAt: now, updatedAt: now, deletedAt: null },
  }
  await write(work, { ...{ kind, id, actions: ['create'], reason: 'file_added', before: null }, after })
  return { before: null, after }
}

/** What somebody changes of an object: keys of its document, null for those that are to go. */
export type ObjectPatch = {
  readonly keys: JsonObject
  /** Changes what files declare, too: for what cannot wait. It is drift until the files say it or it is put back. */
  readonly override: boolean
}

/** Changes an object. Keys that a file declares are refused without `override`. A change that changes nothing writes nothing. */
export async function updateObject(work: OverlayWork, key: ObjectKey, patch: ObjectPatch): Promise<ObjectEdit> {
  const before = await openObject(work, key)
  const document = parseEdited(before.document, patch.keys)
  if (isSameJson(document, before.document)) return { before, after: before }
  if (!patch.override) refuseDeclared(before, document)
  const after = nextOf(work, before, { document, isProtected: 'protect' in document && document.protect === true })
  await write(work, { ...key, actions: ['update'], reason: 'file_changed', before, after }, driftEvents(after, work))
  return { before, after }
}

/** Deletes an object that no file declares; it can be restored for 30 days. */
export async function deleteObject(work: OverlayWork, key: ObjectKey): Promise<ObjectEdit> {
  const before = await openObject(work, key)
  const address = addressOf(key)
  const { managedBy } = before
  if (managedBy) {
    throw new AppError('managed_by_code', { keys: 'all', address, place: `${managedBy.file}:${managedBy.line}` })
  }
  if (before.isProtected) throw new AppError('overlay_object_protected', { address })
  const others = await readOverlayObjects(work.transaction, work.organizationId)
  const holder = others.find(({ document }) => referencesOf(document).includes(address))
  if (holder) throw new AppError('overlay_object_in_use', { address, holder: addressOf(holder) })
  const after = nextOf(work, before, { deletedAt: work.platform.clock.now() })
  await write(work, { ...key, actions: ['delete'], reason: 'file_removed', before, after })
  return { before, after }
}

/** Brings a deleted object back, with who was added by hand. No file declares it until one does again. */
export async function restoreObject(work: OverlayWork, key: ObjectKey): Promise<ObjectEdit> {
  const { transaction, organizationId, platform } = work
  await lockOrganizationStream(transaction, organizationId, platform.clock.now())
  const before = await findOverlayObject(transaction, organizationId, key)
  if (!before) throw new AppError('not_found', { what: key.kind, id: key.id })
  if (!before.deletedAt) throw new AppError('overlay_object_not_deleted', { address: addressOf(key) })
  const after = nextOf(work, before, { deletedAt: null, declared: null, managedBy: null })
  await write(work, { ...key, actions: ['restore'], reason: 'file_added', before: null, after })
  return { before, after }
}

/** Puts what files declare of an object back into effect. */
export async function revertObject(work: OverlayWork, key: ObjectKey): Promise<ObjectEdit> {
  const before = await openObject(work, key)
  // Who was added by hand does not count where a file says who exactly is in it: only the list of them goes.
  if (isExact(before)) await forgetHandOf(work.transaction, work.organizationId, key)
  const document = { ...before.document, ...before.declared } as OverlayDocument
  if (isSameJson(document, before.document)) return { before, after: before }
  const after = nextOf(work, before, { document, isProtected: 'protect' in document && document.protect === true })
  await write(work, { ...key, actions: ['update'], reason: 'drifted', before, after })
  return { before, after }
}

async function openObject(
  { transaction, organizationId, platform }: OverlayWork,
  key: ObjectKey,
): Promise<OverlayObject> {
  await lockOrganizationStream(transaction, organizationId, platform.clock.now())
  const object = await findOverlayObject(transaction, organizationId, key)
  if (!object || object.deletedAt) throw new AppError('not_found', { what: key.kind, id: key.id })
  return object
}

function nextOf({ platform }: OverlayWork, before: OverlayObject, changed: Partial<OverlayObject>): OverlayObject {
  return { ...before, ...changed, version: before.version + 1, updatedAt: platform.clock.now() }
}

function refuseDeclared({ declared, managedBy, ...object }: OverlayObject, document: OverlayDocument): void {
  if (!declared || !managedBy) return
  const [was, is] = [object.document as JsonObject, document as JsonObject]
  const keys = Object.keys(declared).filter((key) => !isSameJson(was[key], is[key]))
  if (keys.length === 0) return
  const place = `${managedBy.file}:${managedBy.line}`
  throw new AppError('managed_by_code', { keys: keys.join(', '), address: addressOf(object), place })
}

function driftEvents(after: OverlayObject, { cause }: OverlayWork): NewEvent[] {
  const fields = fieldDrift(after)
  if (fields.length === 0) return []
  const drift = Object.fromEntries(fields.map(({ key, declared, actual }) => [key, { declared, actual }]))
  const data = { ...toOverlayObject(after), drift }
  return [{ type: 'overlay.drift_found', objectId: addressOf(after), data, previous: null, cause }]
}

async function write(work: OverlayWork, change: ObjectChange, further: readonly NewEvent[] = []): Promise<void> {
  await writeObjectChanges(work, [change], further)
  await pinReferences(work, change.after.document)
}
