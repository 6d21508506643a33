import type { JsonObject } from '../../model/json.ts'
import { addressOf } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { PlanDrift } from '../../model/overlay/plan.ts'
import type { HandRow } from '../../store/overlay/plan-members.ts'
import { isSameJson } from '../plan/same-json.ts'

/** What is looked at for drift: objects in effect, and what was done by hand about their members. */
export type DriftInput = {
  readonly objects: readonly OverlayObject[]
  readonly hand: readonly HandRow[]
  /** What people are called, by id. */
  readonly names: ReadonlyMap<string, string>
}

/** Everything that holds otherwise than files declare it. Keys that no file names are nobody's but those who set them. */
export function findDrift({ objects, hand, names }: DriftInput): PlanDrift[] {
  const managed = new Map(
    objects.filter(({ declared }) => declared).map((object) => [addressOf(object) as string, object]),
  )
  const fields = [...managed.values()].flatMap(fieldDrift)
  const people = hand.flatMap((row) => {
    const object = managed.get(row.address)
    return object && isExact(object) ? [handDrift(object, row, names.get(row.personId) ?? row.personId)] : []
  })
  return [...fields, ...people].sort((a, b) => (`${a.address} ${a.key}` < `${b.address} ${b.key}` ? -1 : 1))
}

/** The keys of an object that hold otherwise than its file declares them. */
export function fieldDrift(object: OverlayObject): PlanDrift[] {
  const document = object.document as JsonObject
  const changed = Object.entries(object.declared ?? {}).filter(([key, value]) => !isSameJson(value, document[key]))
  return changed.map(([key, declared]) => ({
    ...about(object),
    kind: 'field',
    key,
    declared: declared ?? null,
    actual: document[key] ?? null,
    by: null,
    at: object.updatedAt.toISOString(),
  }))
}

/** Whether a file says who exactly is in it: nobody is added or kept out beside it. */
export function isExact({ declared }: Pick<OverlayObject, 'declared'>): boolean {
  const members = declared?.members
  return typeof members === 'object' && members !== null && !Array.isArray(members) && members.mode === 'exact'
}

function handDrift(object: OverlayObject, row: HandRow, name: string): PlanDrift {
  const actual = { person: row.personId, name, action: row.action, until: row.until }
  return {
    ...about(object),
    kind: 'hand_member',
    key: row.personId,
    declared: null,
    actual,
    by: row.actor?.name ?? null,
    at: row.createdAt.toISOString(),
  }
}

function about(object: OverlayObject): Pick<PlanDrift, 'address' | 'name' | 'place'> {
  const { document, managedBy, id } = object
  const name = 'name' in document && typeof document.name === 'string' ? document.name : id
  return { address: addressOf(object), name, place: managedBy && { file: managedBy.file, line: managedBy.line } }
}
