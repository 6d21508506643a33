import type { JsonObject } from '../../model/json.ts'
import { type Address, addressOf, type OverlayDocument } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { PlanAction } from '../../model/overlay/plan.ts'
import type { WantedDocument } from '../../model/overlay/wanted-document.ts'
import type { ConnectionSettingsRow } from '../../store/overlay/connection-settings.ts'
import { withConnection } from '../drift/connection-drift.ts'
import type { ObjectChange } from './object-change.ts'
import { isSameJson } from './same-json.ts'

/** What is wanted, what is in effect, and what was deleted but can still be restored. */
export type ObjectsInput = {
  readonly organizationId: string
  readonly wanted: readonly WantedDocument[]
  readonly objects: readonly OverlayObject[]
  readonly deleted: readonly OverlayObject[]
  /** The connections of directories, of which documents say something. */
  readonly connections: readonly ConnectionSettingsRow[]
  /** The repository that the documents are of, null for files that were sent by hand: those stand for all files. */
  readonly repository: string | null
  /** Objects whose files are gone on purpose, by address. */
  readonly removed: ReadonlyMap<string, 'delete' | 'release'>
  readonly now: Date
}

/** What has to change so that what files declare is in effect. Nothing for what is so already. */
export function planObjects(input: ObjectsInput): ObjectChange[] {
  const objects = new Map(input.objects.map((object) => [addressOf(object), object]))
  const deleted = new Map(input.deleted.map((object) => [addressOf(object), object]))
  const wanted = input.wanted.filter(({ document }) => document.kind !== 'Test')
  const addresses = new Set(wanted.map(({ document }) => addressOf(document)))
  const kept = new Set<string>(addresses)
  const changes: ObjectChange[] = []
  for (const one of wanted) {
    const stored = findPrevious(one.document, objects, addresses)
    if (stored) kept.add(addressOf(stored))
    const previous = stored && asItIs(stored, one.document, input)
    const change = planWanted(input, one, { stored, previous, deleted: deleted.get(addressOf(one.document)) })
    if (change) changes.push(change)
  }
  for (const object of input.objects) {
    if (!kept.has(addressOf(object)) && isOurs(object, input.repository)) changes.push(planMissing(input, object))
  }
  return changes
}

/** The object that a document is about: the one of its id, or one of an id that it had before. */
function findPrevious(
  document: OverlayDocument,
  objects: ReadonlyMap<string, OverlayObject>,
  addresses: ReadonlySet<Address>,
): OverlayObject | null {
  const found = objects.get(addressOf(document))
  if (found) return found
  const before = 'previously' in document ? (document.previously ?? []) : []
  for (const id of before) {
    const address = addressOf({ kind: document.kind, id })
    const object = objects.get(address)
    // An id that another file declares is that file's.
    if (object && !addresses.has(address)) return object
  }
  return null
}

/** An object as it holds: of a directory the connection counts, whatever was said of it last. */
function asItIs(object: OverlayObject, wanted: OverlayDocument, { connections }: ObjectsInput): OverlayObject {
  return wanted.kind === 'Directory' ? withConnection(object, wanted, connections) : object
}

type Found = {
  readonly stored: OverlayObject | null
  /** What is stored, as it holds. */
  readonly previous: OverlayObject | null
  readonly deleted: OverlayObject | undefined
}

function planWanted(input: ObjectsInput, wanted: WantedDocument, found: Found): ObjectChange | null {
  const { kind, id } = wanted.document
  const declared = declaredOf(wanted.document)
  const { previous } = found
  const base = previous ?? found.deleted ?? null
  const document = { ...found.stored?.document, ...declared } as OverlayDocument
  const actions = actionsOf(found, wanted, { document, declared })
  if (actions.length === 0) return null
  const after: OverlayObject = {
    organizationId: input.organizationId,
    kind,
    id,
    document,
    declared,
    managedBy: wanted.at,
    isProtected: 'protect' in document && document.protect === true,
    version: (base?.version ?? 0) + 1,
    createdAt: base?.createdAt ?? input.now,
    updatedAt: input.now,
    deletedAt: null,
  }
  return { kind, id, actions, reason: reasonOf(actions, found, declared), before: previous, after }
}

/** What a file declares: all its keys but the one that says what the object was called before. */
export function declaredOf(document: OverlayDocument): JsonObject {
  const { previously: _, ...declared } = document as OverlayDocument & { previously?: unknown }
  return declared as JsonObject
}

type Next = { readonly document: OverlayDocument; readonly declared: JsonObject }

function actionsOf(
  { stored, previous, deleted }: Found,
  { document: { id } }: WantedDocument,
  { document, declared }: Next,
): readonly PlanAction[] {
  if (!previous) return [deleted ? 'restore' : 'create']
  const actions: PlanAction[] = []
  if (previous.id !== id) actions.push('rename')
  if (!previous.managedBy) actions.push('adopt')
  if (!isSameJson({ ...previous.document, id }, document)) actions.push('update')
  const isNoted = isSameJson(previous.declared, declared) && isSameJson({ ...stored?.document, id }, document)
  return actions.length > 0 || isNoted ? actions : ['manage']
}

function reasonOf(actions: readonly PlanAction[], { previous }: Found, declared: JsonObject): ObjectChange['reason'] {
  if (!previous || actions.includes('adopt')) return 'file_added'
  if (actions.includes('rename')) return 'renamed'
  if (actions.includes('manage')) return 'keys_changed'
  return isSameJson(previous.declared, declared) ? 'drifted' : 'file_changed'
}

/** True for an object whose file would be among these. What another repository declares is none of ours. */
function isOurs({ managedBy }: OverlayObject, repository: string | null): boolean {
  if (!managedBy) return false
  return repository === null || managedBy.repository === null || managedBy.repository === repository
}

function planMissing({ removed, now }: ObjectsInput, object: OverlayObject): ObjectChange {
  const { kind, id, version } = object
  const intent = removed.get(addressOf(object))
  const next = { ...object, declared: null, managedBy: null, version: version + 1, updatedAt: now }
  const reason = intent ? 'listed_as_removed' : 'file_removed'
  return intent === 'release'
    ? { kind, id, actions: ['release'], reason, before: object, after: next }
    : {
        kind,
        id,
        actions: ['delete'],
        reason,
        before: object,
        after: { ...object, version: version + 1, deletedAt: now },
      }
}
