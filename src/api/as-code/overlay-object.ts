import type { JsonObject } from '../../model/json.ts'
import { type OverlayObject, toOverlayObject } from '../../model/overlay/object.ts'

/** An object of the overlay with its times and what files declare of it. */
export function toFullOverlayObject(object: OverlayObject): JsonObject {
  return {
    ...toOverlayObject(object),
    declared: object.declared,
    created_at: object.createdAt.toISOString(),
    updated_at: object.updatedAt.toISOString(),
    deleted_at: object.deletedAt?.toISOString() ?? null,
  }
}
