import { isJsonObject, type Json } from '../../model/json.ts'

/** The ids in a group's `members` as read by the schema, each once, in the order given. */
export function memberIdsOf(members: Json | undefined): readonly string[] {
  const elements = Array.isArray(members) ? members.filter(isJsonObject) : []
  return [...new Set(elements.map(({ value }) => String(value)))]
}
