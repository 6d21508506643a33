import type { Json, JsonObject } from '../../model/json.ts'
import { isSameJson } from './same-json.ts'

/** A key of a document whose value changes; null where there is none. */
export type ChangedField = { readonly key: string; readonly before: Json; readonly after: Json }

/** The keys in which two documents differ, in the order of the one that is wanted. */
export function changedFields(before: JsonObject, after: JsonObject): ChangedField[] {
  const keys = new Set([...Object.keys(after), ...Object.keys(before)])
  const fields: ChangedField[] = []
  for (const key of keys) {
    if (isSameJson(before[key], after[key])) continue
    fields.push({ key, before: before[key] ?? null, after: after[key] ?? null })
  }
  return fields
}
